package org.lighterage.transfer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A path of a rate and a delay between a sender who always has more to send and a receiver who acknowledges, in virtual time. As
 * on a real one, what is sent faster than the rate waits before it.
 */
final class SimulatedPath {

    private static final int FRAME = 32_000;
    private static final Duration ACK_DELAY = Duration.ofMillis(50);

    private final VirtualScheduler scheduler = new VirtualScheduler();
    final CongestionWindow congestion;
    private final long peerWindow;
    private final long step;
    private final Duration delay;
    private double bytesPerSecond;

    /** When the last frame has left the narrow place. */
    private long freeNanos = scheduler.nanoTime();

    private final Deque<Long> sentNanos = new ArrayDeque<>();
    private long sent;
    private long acknowledged;
    private long received;
    private long delayedAck;

    /** Bytes that the application still has to send; without end unless a test says so. */
    long left = Long.MAX_VALUE;

    /**
     * @param delay in each direction
     * @param step bytes after which the receiver acknowledges, if not for time
     */
    SimulatedPath(long bytesPerSecond, Duration delay, long peerWindow, long step) {
        this.bytesPerSecond = bytesPerSecond;
        this.delay = delay;
        this.peerWindow = peerWindow;
        this.congestion = new CongestionWindow(peerWindow);
        this.step = step;
    }

    void narrow(long bytesPerSecondFromNow) {
        bytesPerSecond = bytesPerSecondFromNow;
    }

    /** Sends for so long; returns the bytes that came in each second of it. */
    double run(Duration duration) {
        long before = received;
        send();
        scheduler.advance(duration);
        return (received - before) / (duration.toMillis() / 1000.0);
    }

    private void send() {
        while (left > 0) {
            if (sent != acknowledged && (sent - acknowledged + 1) * FRAME > Math.min(peerWindow, congestion.bytes())) {
                congestion.full(sent, sentNanos.size());
                return;
            }
            left -= FRAME;
            sent++;
            sentNanos.add(scheduler.nanoTime());
            long now = scheduler.nanoTime();
            long wait = Math.max(0, freeNanos - now) + (long) (FRAME / bytesPerSecond * 1e9);
            freeNanos = now + wait;
            scheduler.schedule(delay.plusNanos(wait), this::arrive);
        }
    }

    /** How long a frame that is sent now waits before the narrow place. */
    Duration queue() {
        return Duration.ofNanos(Math.max(0, freeNanos - scheduler.nanoTime()));
    }

    private void arrive() {
        received += FRAME;
        if (received - delayedAck >= step) {
            acknowledge();
        } else if (received - delayedAck == FRAME) {
            long first = delayedAck;
            scheduler.schedule(ACK_DELAY, () -> {
                if (delayedAck == first) {
                    acknowledge();
                }
            });
        }
    }

    private void acknowledge() {
        delayedAck = received;
        long count = received / FRAME;
        scheduler.schedule(delay, () -> {
            long bytes = (count - acknowledged) * FRAME;
            long last = 0;
            for (; acknowledged < count; acknowledged++) {
                last = sentNanos.remove();
            }
            congestion.acknowledged(count, last, bytes, scheduler.nanoTime());
            send();
        });
    }
}
