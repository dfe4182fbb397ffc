package org.lighterage.transfer;

import java.time.Duration;

/** Time, passed in so that tests can step it. Implementations are safe for use by several threads. */
public interface Scheduler {

    /** The current time of a monotonic clock, in nanoseconds from an arbitrary origin. */
    long nanoTime();

    /** Runs a task once after a delay. The task is short and never blocks. */
    Cancellable schedule(Duration delay, Runnable task);

    /** A scheduled task. */
    interface Cancellable {

        /** Prevents the task from starting; without effect when it has started. */
        void cancel();
    }
}
