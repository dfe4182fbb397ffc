package org.lighterage.transfer;

/**
 * How many bytes of a session's frames may be under way at once, where the peer's WINDOW would let more: about what the path
 * carries in one round trip, and a little that waits on the way and keeps it busy. More would not come sooner, and short
 * messages would wait behind it.
 *
 * <p>That is congestion control by delay, as in LEDBAT (RFC 6817), between what TCP loses nothing of: while the round trip of
 * a frame takes hardly longer than the shortest ever did, the window grows; where frames begin to wait, it shrinks. It never
 * falls below {@link #LEAST}. Of one transport. Guarded by the sending lock, but for {@link #bytes}.
 */
final class CongestionWindow {

    /** What every path may have under way: twice as much as peers acknowledge at once, so that they need not wait for more. */
    static final long LEAST = 1 << 20;

    /** How much longer than the shortest a round trip may take. */
    private static final double TARGET = 1.25;

    /** A round trip as short as this is welcome: below, threads that wake up count for more than the path does. */
    private static final long SHORT_NANOS = 2_000_000;

    private static final double MOST_CHANGE = 2;

    /** WINDOW of the peer, in bytes. */
    private final long peerWindow;

    /** Written under the lock; pipes read it without. */
    private volatile long bytes = LEAST;

    private long shortestNanos = Long.MAX_VALUE;

    /**
     * The number of a frame that was sent when the window, as it is now, was all but full; 0 for none yet. The round trips of
     * this one and those that follow tell whether the window is what the path carries. Those of the very last would tell of
     * the peer's timer, too: it waits for more, which is not sent before it acknowledges.
     */
    private long filledBy;

    /** Whether no frame has waited on the way yet: the window doubles with each round trip, as TCP's does (RFC 5681, section 3.1). */
    private boolean slowStart = true;

    /** When frames were acknowledged last. */
    private long acknowledgedNanos;

    CongestionWindow(long peerWindow) {
        this.peerWindow = peerWindow;
    }

    long bytes() {
        return bytes;
    }

    /**
     * A frame has to wait for room.
     *
     * @param sent the number of the last that was sent
     * @param underWay how many are under way
     */
    void full(long sent, int underWay) {
        if (filledBy == 0) {
            filledBy = sent - underWay / 4;
        }
    }

    /**
     * The peer has acknowledged frames.
     *
     * @param count the number of the last
     * @param sentNanos when that was sent
     * @param acknowledged the bytes of all of them
     * @param nowNanos the time
     */
    void acknowledged(long count, long sentNanos, long acknowledged, long nowNanos) {
        long trip = Math.max(1, nowNanos - sentNanos);
        // What a receiver acknowledges at once comes at once, too, and its last frame waits for the others.
        boolean first = shortestNanos == Long.MAX_VALUE;
        long step = first ? trip : Math.min(nowNanos - acknowledgedNanos, trip);
        acknowledgedNanos = nowNanos;
        shortestNanos = Math.min(shortestNanos, trip);
        if (filledBy != 0 && count >= filledBy) {
            double wanted = Math.max(SHORT_NANOS, TARGET * shortestNanos);
            slowStart &= trip <= wanted;
            // Half of the way: the next that is measured was sent before this shows.
            double change = slowStart ? MOST_CHANGE : Math.min((1 + (wanted + step) / trip) / 2, MOST_CHANGE);
            // A peer that acknowledges so many at once may not do so before.
            long least = Math.max(LEAST, Math.min(bytes, 2 * acknowledged));
            bytes = Math.min(Math.max((long) (bytes * change), least), Math.max(LEAST, peerWindow));
            filledBy = 0;
        }
    }
}
