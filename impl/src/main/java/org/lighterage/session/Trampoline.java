package org.lighterage.session;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Runs a step over and over while it has something to do, by one thread at a time and without recursion: some containers
 * call the callback of an asynchronous send within the send, and a step begun from there would overflow the stack.
 *
 * <p>A thread that only wanted to send something short is let go after some steps, and the rest runs on the executor.
 */
final class Trampoline {

    private static final int STEPS_PER_RUN = 64;

    private final BooleanSupplier step;
    private final Executor executor;
    private final AtomicInteger wakes = new AtomicInteger();

    /** @param step does one thing and returns true, or returns false when there is nothing to do now */
    Trampoline(BooleanSupplier step, Executor executor) {
        this.step = step;
        this.executor = executor;
    }

    /** Says that the step may have something to do. May be called from any thread, within the step too. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            run();
        }
    }

    private void run() {
        int steps = 0;
        int seen = wakes.get();
        do {
            while (step.getAsBoolean()) {
                if (++steps == STEPS_PER_RUN) {
                    // wakes stays above zero: this run goes on there, and no other begins.
                    executor.execute(this::run);
                    return;
                }
            }
            seen = wakes.addAndGet(-seen);
        } while (seen != 0);
    }
}
