package org.lighterage.transfer;

import java.util.List;
import org.lighterage.wire.Frame;

/**
 * What goes ahead of the frames of messages: control frames first, then ACK, then the settlements DELIVERED, REJECT and
 * ABORT (PROTOCOL.md, section 5). Guarded by the sending lock.
 */
final class UrgentFrames {

    /** A peer that sends PING after PING and reads nothing gets an answer to the latest of them only. */
    private static final int MAX_PONGS = 16;

    private final AckTracker acks;

    /** HELLO and CHECKPOINT. */
    private final LazyQueue<Frame> opening = new LazyQueue<>();

    private final LazyQueue<Frame> pongs = new LazyQueue<>();
    private final LazyQueue<Frame> settlements = new LazyQueue<>();
    private boolean ackRequested;

    UrgentFrames(AckTracker acks) {
        this.acks = acks;
    }

    void addOpening(Frame frame) {
        opening.add(frame);
    }

    void addPong(Frame.Pong pong) {
        if (pongs.size() == MAX_PONGS) {
            pongs.poll();
        }
        pongs.add(pong);
    }

    void requestAck() {
        ackRequested = true;
    }

    void addSettlement(Frame frame) {
        settlements.add(frame);
    }

    /** The transport is another: what only the former was to carry is left out, and the next opens anew. */
    void transportChanged() {
        opening.clear();
        pongs.clear();
        ackRequested = false;
    }

    /** What waits, which is removed. */
    List<Frame> takeSettlements() {
        List<Frame> taken = List.copyOf(settlements.all());
        settlements.clear();
        return taken;
    }

    int settlements() {
        return settlements.size();
    }

    /**
     * The next, or null.
     *
     * @param openingOnly whether nothing but HELLO and CHECKPOINT may go yet
     */
    Frame poll(boolean openingOnly) {
        if (openingOnly || !opening.isEmpty()) {
            return pollOpening();
        }
        if (!pongs.isEmpty()) {
            return pongs.poll();
        }
        if (ackRequested) {
            ackRequested = false;
            return new Frame.Ack(acks.take());
        }
        return settlements.poll();
    }

    private Frame pollOpening() {
        Frame frame = opening.poll();
        if (opening.isEmpty()) {
            // They are needed once.
            opening.clear();
        }
        return frame;
    }

    boolean isEmpty() {
        return opening.isEmpty() && pongs.isEmpty() && !ackRequested && settlements.isEmpty();
    }

    void clear() {
        opening.clear();
        pongs.clear();
        settlements.clear();
        ackRequested = false;
    }
}
