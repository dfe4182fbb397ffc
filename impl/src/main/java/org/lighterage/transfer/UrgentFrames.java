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

    /** HELLO and CHECKPOINT. Null where there are none, as are the next: most sessions are idle most of the time. */
    private LazyQueue<Frame> opening;

    private LazyQueue<Frame> pongs;
    private LazyQueue<Frame> settlements;
    private boolean ackRequested;

    UrgentFrames(AckTracker acks) {
        this.acks = acks;
    }

    void addOpening(Frame frame) {
        opening = with(opening, frame);
    }

    void addPong(Frame.Pong pong) {
        if (pongs != null && pongs.size() == MAX_PONGS) {
            pongs.poll();
        }
        pongs = with(pongs, pong);
    }

    void requestAck() {
        ackRequested = true;
    }

    /** The same where an ACK would say anything new. */
    void requestPendingAck() {
        ackRequested |= acks.isPending();
    }

    void addSettlement(Frame frame) {
        settlements = with(settlements, frame);
    }

    private static LazyQueue<Frame> with(LazyQueue<Frame> queue, Frame frame) {
        LazyQueue<Frame> longer = queue == null ? new LazyQueue<>() : queue;
        longer.add(frame);
        return longer;
    }

    private static LazyQueue<Frame> orNull(LazyQueue<Frame> queue) {
        return queue.isEmpty() ? null : queue;
    }

    /** The transport is another: what only the former was to carry is left out, and the next opens anew. */
    void transportChanged() {
        opening = null;
        pongs = null;
        ackRequested = false;
    }

    /** What waits, which is removed. */
    List<Frame> takeSettlements() {
        List<Frame> taken = settlements == null ? List.of() : List.copyOf(settlements.all());
        settlements = null;
        return taken;
    }

    int settlements() {
        return settlements == null ? 0 : settlements.size();
    }

    /**
     * The next, or null.
     *
     * @param openingOnly whether nothing but HELLO and CHECKPOINT may go yet
     */
    Frame poll(boolean openingOnly) {
        if (openingOnly || opening != null) {
            return pollOpening();
        }
        if (pongs != null) {
            Frame pong = pongs.poll();
            pongs = orNull(pongs);
            return pong;
        }
        if (ackRequested) {
            ackRequested = false;
            return new Frame.Ack(acks.take());
        }
        return settlements == null ? null : pollSettlement();
    }

    private Frame pollSettlement() {
        Frame frame = settlements.poll();
        settlements = orNull(settlements);
        return frame;
    }

    private Frame pollOpening() {
        if (opening == null) {
            return null;
        }
        Frame frame = opening.poll();
        opening = orNull(opening);
        return frame;
    }

    boolean isEmpty() {
        return opening == null && pongs == null && !ackRequested && settlements == null;
    }

    void clear() {
        opening = null;
        pongs = null;
        settlements = null;
        ackRequested = false;
    }
}
