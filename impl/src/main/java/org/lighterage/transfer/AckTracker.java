package org.lighterage.transfer;

/**
 * What we have received, processed and acknowledged (PROTOCOL.md, section 6). Guarded by its own monitor, a leaf: the
 * receiving half counts, the sending half takes the number for the next ACK.
 */
final class AckTracker {

    /** Acknowledged at first when so many bytes are processed. Peers have twice as much under way from the beginning. */
    private static final int FIRST_STEP = 448 << 10;

    /** The same where the path is slow, so that the peer can tell how fast it is, and has less wait on it. */
    private static final int LEAST_STEP = 64 << 10;

    private static final int MOST_STEP = 1 << 29;

    /** Each ACK wakes threads on both sides. Where more often than this, more is acknowledged at once; and less again beyond the other. */
    private static final long SHORT_NANOS = 4_000_000;

    private static final long LONG_NANOS = 8_000_000;

    private final long window;
    private final Scheduler scheduler;

    /** Bytes after which an ACK is due: at most half of WINDOW. */
    private int step;

    /** Whether frames were processed that the last ACK did not cover. */
    private boolean pending;

    /** When the last ACK was taken. */
    private long takenNanos;

    /** Counted frames processed. */
    private long processed;

    /** Bytes of frames that take WINDOW, since those that the last ACK covered: received, and processed. */
    private long receivedBytes;

    private long processedBytes;

    AckTracker(long window, Scheduler scheduler) {
        this.window = window;
        this.scheduler = scheduler;
        this.step = firstStep();
        this.takenNanos = scheduler.nanoTime();
    }

    private int firstStep() {
        return (int) Math.min(FIRST_STEP, window / 2);
    }

    /** Counts a frame that takes WINDOW. Returns false when the peer was not allowed to send it yet. */
    synchronized boolean received(int bytes) {
        boolean first = receivedBytes == 0;
        receivedBytes += bytes;
        return first || receivedBytes <= window;
    }

    /** Counts a frame as processed; {@code bytes} is 0 for one that takes no WINDOW. */
    synchronized void processed(int bytes) {
        processed++;
        pending = true;
        processedBytes += bytes;
    }

    /** Whether so much is processed and not acknowledged that an ACK is due at once. */
    synchronized boolean isDue() {
        return processedBytes >= step;
    }

    /** Whether anything is processed and not acknowledged, so that an ACK is due within 50 ms. */
    synchronized boolean isPending() {
        return pending;
    }

    /** The transport is lost: what was received and not processed comes again. Returns the count for HELLO. */
    synchronized long resume() {
        receivedBytes = processedBytes;
        long count = take();
        // The peer begins anew, too, with little under way.
        step = firstStep();
        return count;
    }

    synchronized long processed() {
        return processed;
    }

    /** Counts from the start: a new session. */
    synchronized void restart() {
        processed = 0;
        pending = false;
        processedBytes = 0;
        receivedBytes = 0;
    }

    /** The number for an ACK that is sent now. */
    synchronized long take() {
        if (processedBytes > 0) {
            adaptStep();
        }
        pending = false;
        receivedBytes -= processedBytes;
        processedBytes = 0;
        return processed;
    }

    /** A peer lets as much be under way as twice what we acknowledge at once, so that it need not wait for more of that. */
    private void adaptStep() {
        long now = scheduler.nanoTime();
        long nanos = now - takenNanos;
        takenNanos = now;
        if (nanos > LONG_NANOS) {
            step = Math.max(Math.min(LEAST_STEP, step), step / 2);
        } else if (nanos < SHORT_NANOS && processedBytes >= step) {
            step = (int) Math.min(Math.min(window / 2, MOST_STEP), step + step / 2);
        }
    }
}
