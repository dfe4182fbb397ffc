package org.lighterage.transfer;

/**
 * What we have received, processed and acknowledged (PROTOCOL.md, section 6). Guarded by its own monitor, a leaf: the
 * receiving half counts, the sending half takes the number for the next ACK.
 */
final class AckTracker {

    private final long window;

    /** Counted frames processed, and how many of them the last ACK covered. */
    private long processed;

    private long acknowledged;

    /** Bytes of frames that take WINDOW: received, processed, and covered by the last ACK. */
    private long receivedBytes;

    private long processedBytes;
    private long acknowledgedBytes;

    AckTracker(long window) {
        this.window = window;
    }

    /** Counts a frame that takes WINDOW. Returns false when the peer was not allowed to send it yet. */
    synchronized boolean received(int bytes) {
        boolean first = receivedBytes == acknowledgedBytes;
        receivedBytes += bytes;
        return first || receivedBytes - acknowledgedBytes <= window;
    }

    /** Counts a frame as processed; {@code bytes} is 0 for one that takes no WINDOW. */
    synchronized void processed(int bytes) {
        processed++;
        processedBytes += bytes;
    }

    /** Whether half of WINDOW is processed and not acknowledged, so that an ACK is due at once. */
    synchronized boolean isDue() {
        return processedBytes - acknowledgedBytes >= window / 2;
    }

    /** Whether anything is processed and not acknowledged, so that an ACK is due within 50 ms. */
    synchronized boolean isPending() {
        return processed > acknowledged;
    }

    /** The transport is lost: what was received and not processed comes again. Returns the count for HELLO. */
    synchronized long resume() {
        receivedBytes = processedBytes;
        return take();
    }

    synchronized long processed() {
        return processed;
    }

    /** Counts from the start: a new session. */
    synchronized void restart() {
        processed = 0;
        acknowledged = 0;
        processedBytes = 0;
        acknowledgedBytes = 0;
        receivedBytes = 0;
    }

    /** The number for an ACK that is sent now. */
    synchronized long take() {
        acknowledged = processed;
        acknowledgedBytes = processedBytes;
        return processed;
    }
}
