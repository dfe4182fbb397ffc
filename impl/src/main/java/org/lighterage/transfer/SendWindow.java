package org.lighterage.transfer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.ProtocolException;

/**
 * The counted frames that we have sent and the peer has not acknowledged (PROTOCOL.md, section 6). Guarded by the
 * sending lock.
 */
final class SendWindow {

    /** A peer that acknowledges nothing costs us at most so many entries, however short the frames. */
    private static final int MAX_FRAMES = 16 * 1024;

    private static final int MAX_SETTLEMENTS = 64 * 1024;

    private final LazyQueue<SentFrame> unacknowledged = new LazyQueue<>();
    private int settlements;
    private long sent;
    private long acknowledged;
    private long bytes;

    /** Null until frames have to wait for room, which most sessions never come to. Written under the lock, and read without. */
    private volatile CongestionWindow congestion;

    /** The transport is another, and so may be the path. */
    void transportChanged() {
        congestion = null;
    }

    /** How many bytes may be under way on this path, whatever the peer's WINDOW. For any thread. */
    long ofPath() {
        CongestionWindow known = congestion;
        return known == null ? CongestionWindow.LEAST : known.bytes();
    }

    void sent(SentFrame.Kind kind, OutgoingMessage message, int payloadLength, int frameLength, long nowNanos) {
        unacknowledged.add(SentFrame.slice(kind, message, payloadLength, frameLength, nowNanos));
        bytes += frameLength;
        sent++;
    }

    void sent(Frame settlement) {
        unacknowledged.add(SentFrame.settlement(settlement));
        settlements++;
        sent++;
    }

    /** Whether a frame of so many bytes may go now; with nothing unacknowledged one may always be sent. */
    boolean hasRoom(long length, long peerWindow) {
        if (unacknowledged.size() - settlements >= MAX_FRAMES) {
            return false;
        }
        boolean room = bytes == 0 || bytes + length <= Math.min(peerWindow, ofPath());
        if (!room) {
            congestion = congestion == null ? new CongestionWindow(peerWindow) : congestion;
            congestion.full(sent, unacknowledged.size());
        }
        return room;
    }

    /** Refuses to go on with a peer that makes us settle message after message and acknowledges none of it. */
    void checkSettlements(int waiting) throws ProtocolException {
        if (settlements + waiting >= MAX_SETTLEMENTS) {
            throw new ProtocolException(
                    CloseCodes.POLICY_VIOLATION,
                    "settlements-unacknowledged",
                    "over " + MAX_SETTLEMENTS + " DELIVERED and REJECT sent and not acknowledged");
        }
    }

    /** Drops the frames that an ACK covers, and passes on the slices among them. */
    void acknowledge(long count, long nowNanos, Consumer<SentFrame> slices) throws ProtocolException {
        if (count > sent) {
            throw ProtocolException.malformed(
                    "ack-above-sent", "ACK of " + count + " frames where " + sent + " were sent");
        }
        long before = bytes;
        SentFrame last = null;
        while (acknowledged < count) {
            acknowledged++;
            SentFrame frame = unacknowledged.poll();
            if (frame.message() == null) {
                settlements--;
            } else {
                bytes -= frame.windowBytes();
                slices.accept(frame);
                last = frame;
            }
        }
        if (last != null && congestion != null) {
            congestion.acknowledged(count, last.sentNanos(), before - bytes, nowNanos);
        }
    }

    boolean isEmpty() {
        return unacknowledged.isEmpty();
    }

    /** How many frames the peer has acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Bytes of the frames that take WINDOW. */
    long bytes() {
        return bytes;
    }

    /** The number of the first frame that is not acknowledged, where there is one. */
    long firstUnacknowledged() {
        return acknowledged + 1;
    }

    /** The length of the longest of them that carry messages, in bytes. */
    int longestUnacknowledged() {
        return unacknowledged.all().stream()
                .mapToInt(SentFrame::windowBytes)
                .max()
                .orElse(0);
    }

    /** The messages that they carry. */
    Set<OutgoingMessage> messages() {
        Set<OutgoingMessage> messages = new LinkedHashSet<>();
        for (SentFrame frame : unacknowledged.all()) {
            if (frame.message() != null) {
                messages.add(frame.message());
            }
        }
        return messages;
    }

    /** Forgets that frames were sent that are not acknowledged, and returns them: the next has the number of their first. */
    List<SentFrame> rewind() {
        List<SentFrame> frames = List.copyOf(unacknowledged.all());
        clear();
        return frames;
    }

    /** Counts from the start: a new session. */
    void restart() {
        clear();
        sent = 0;
        acknowledged = 0;
    }

    void clear() {
        unacknowledged.clear();
        sent = acknowledged;
        settlements = 0;
        bytes = 0;
    }
}
