package org.lighterage.session;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Runs a step over and over while it has something to do, by one thread at a time and without recursion: some containers
 * call the callback of an asynchronous send within the send, and a step begun from there would overflow the stack.
 *
 * <p>A thread that only wanted to send something short is let go after some steps, and the rest runs on the executor. A
 * thread that has to wait anyway can be {@linkplain #lend lent}: then it runs the steps, whoever wakes them.
 */
final class Trampoline {

    private static final int STEPS_PER_RUN = 64;

    // Updaters, since there is one of these for each connection: three atomic objects would take 48 bytes more.
    private static final AtomicIntegerFieldUpdater<Trampoline> WAKES =
            AtomicIntegerFieldUpdater.newUpdater(Trampoline.class, "wakes");

    private static final AtomicIntegerFieldUpdater<Trampoline> DUE =
            AtomicIntegerFieldUpdater.newUpdater(Trampoline.class, "due");

    private static final AtomicReferenceFieldUpdater<Trampoline, Thread> LENT =
            AtomicReferenceFieldUpdater.newUpdater(Trampoline.class, Thread.class, "lent");

    private final BooleanSupplier step;
    private final Executor executor;

    /** Above zero while there is a run, or one is due to the lent thread: whoever raises it from zero has to begin it. */
    private volatile int wakes;

    private volatile Thread lent;

    /** One while a run is due to the lent thread, which has not begun it. Whoever resets it begins that run. */
    private volatile int due;

    /** @param step does one thing and returns true, or returns false when there is nothing to do now */
    Trampoline(BooleanSupplier step, Executor executor) {
        this.step = step;
        this.executor = executor;
    }

    /** Says that the step may have something to do. May be called from any thread, within the step too. */
    void wake() {
        if (WAKES.getAndIncrement(this) != 0) {
            return;
        }
        Thread thread = lent;
        if (thread == null) {
            run();
            return;
        }
        due = 1;
        if (lent == thread) {
            // It sees what is due before it sleeps, and before it is given back.
            LockSupport.unpark(thread);
        } else if (DUE.compareAndSet(this, 1, 0)) {
            run();
        }
    }

    /**
     * Lends the calling thread: it is about to {@link #runUntil} what it waits for, and until it is given back what is to be
     * done is done there only.
     *
     * @return false where another thread is lent
     */
    boolean lend() {
        return LENT.compareAndSet(this, null, Thread.currentThread());
    }

    /** Whether the calling thread is lent. */
    boolean isLentHere() {
        return lent == Thread.currentThread();
    }

    /**
     * Runs steps in the lent thread, which calls this, and sleeps while there are none. Whatever ends the waiting has to unpark
     * it; returns early where it is interrupted.
     */
    void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            if (DUE.compareAndSet(this, 1, 0)) {
                runHereUntil(done);
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Takes the calling thread back. */
    void giveBack() {
        lent = null;
        if (!DUE.compareAndSet(this, 1, 0)) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            // Many a server's channels are closed when an interrupted thread writes to them.
            executor.execute(this::run);
        } else {
            run();
        }
    }

    private void run() {
        int steps = 0;
        int seen = wakes;
        do {
            while (step.getAsBoolean()) {
                if (++steps == STEPS_PER_RUN) {
                    // wakes stays above zero: this run goes on there, and no other begins.
                    executor.execute(this::run);
                    return;
                }
            }
            seen = WAKES.addAndGet(this, -seen);
        } while (seen != 0);
    }

    private void runHereUntil(BooleanSupplier done) {
        int seen = wakes;
        do {
            while (step.getAsBoolean()) {
                if (done.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    // As above: the run goes on, wherever the lent thread leaves it.
                    due = 1;
                    return;
                }
            }
            seen = WAKES.addAndGet(this, -seen);
        } while (seen != 0);
    }
}
