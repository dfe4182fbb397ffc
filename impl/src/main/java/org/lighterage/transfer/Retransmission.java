package org.lighterage.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lighterage.wire.Frame;

/**
 * What becomes of what was sent on a transport that is lost (PROTOCOL.md, section 7). Stateless; called under the
 * sending lock.
 *
 * <p>Frames are not kept: a message goes back to the first byte that the peer has not processed, and is cut anew from
 * there, in its former order.
 */
final class Retransmission {

    private Retransmission() {}

    /** Prepares what the peer has not processed to be sent again, ahead of anything new. */
    static void prepare(SendWindow window, SendQueue queue, UrgentFrames urgent) {
        List<SentFrame> settlements = new ArrayList<>();
        List<SentFrame> slices = new ArrayList<>();
        int begins = 0;
        for (SentFrame frame : window.rewind()) {
            (frame.message() == null ? settlements : slices).add(frame);
            begins += frame.kind() == SentFrame.Kind.BEGIN ? 1 : 0;
        }
        long lastCovered = queue.lastId() - begins;
        queue.goBack(slices, lastCovered);
        List<Frame> waiting = urgent.takeSettlements();
        settlements.forEach(sent -> addSettlement(sent.settlement(), lastCovered, urgent));
        waiting.forEach(frame -> addSettlement(frame, lastCovered, urgent));
    }

    private static void addSettlement(Frame frame, long lastCovered, UrgentFrames urgent) {
        // Of a message that the peer has not seen begin, it need not hear that it was given up either.
        if (!(frame instanceof Frame.Abort abort && abort.id() > lastCovered)) {
            urgent.addSettlement(frame);
        }
    }

    /**
     * Prepares a new session: messages that the peer holds up to an offset go on there.
     *
     * @return those of which something was sent, and that cannot go on
     */
    static List<OutgoingMessage> renew(Frame.Checkpoint kept, SendWindow window, SendQueue queue, UrgentFrames urgent) {
        Map<Long, Long> offsets = new HashMap<>();
        kept.entries().forEach(entry -> offsets.put(entry.id(), entry.offset()));
        List<OutgoingMessage> lost = new ArrayList<>();
        for (SentFrame frame : window.rewind()) {
            // It was handed over whole, and nobody waits for it any more but its source.
            if (frame.kind() == SentFrame.Kind.WHOLE) {
                lost.add(frame.message());
            }
        }
        window.restart();
        urgent.clear();
        List<OutgoingMessage> goingOn = new ArrayList<>();
        for (OutgoingMessage message : queue.restart()) {
            Long offset = offsets.get(message.id);
            if (offset != null && message.goOnFrom(offset)) {
                goingOn.add(message);
            } else {
                message.sentInPart = message.state == OutgoingMessage.State.BEGUN;
                message.state = OutgoingMessage.State.SETTLED;
                lost.add(message);
            }
        }
        queue.putFirst(goingOn);
        return lost;
    }

    /** Why a message of a session fails that its server no longer has. */
    static IOException failure(OutgoingMessage message) {
        return new IOException("The connection was lost, and the server no longer has the session: "
                + (message.sentInPart
                        ? "the message, which was sent in part, has not arrived"
                        : "whether the message has arrived is not known, and it was not sent again"));
    }
}
