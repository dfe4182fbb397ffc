package org.lighterage.session;

import java.time.Duration;
import org.lighterage.transfer.Scheduler;

/** Tells when a message that is coming from a plain peer brings nothing for too long. Guarded by its monitor. */
final class StallTimer {

    private final Scheduler scheduler;
    private final Duration timeout;
    private final Runnable onStalled;

    /** The next look at the time; null while no message is watched. */
    private Scheduler.Cancellable next;

    private long lastAt;

    /** @param onStalled called without any lock, once for each {@link #start} */
    StallTimer(Scheduler scheduler, Duration timeout, Runnable onStalled) {
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.onStalled = onStalled;
    }

    synchronized void start() {
        lastAt = scheduler.nanoTime();
        schedule();
    }

    /** Something has come. */
    synchronized void restart() {
        lastAt = scheduler.nanoTime();
    }

    synchronized void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    private void schedule() {
        next = scheduler.schedule(timeout.dividedBy(4), this::check);
    }

    private void check() {
        if (isStalled()) {
            onStalled.run();
        }
    }

    private synchronized boolean isStalled() {
        if (next == null) {
            return false;
        }
        if (scheduler.nanoTime() - lastAt < timeout.toNanos()) {
            schedule();
            return false;
        }
        next = null;
        return true;
    }
}
