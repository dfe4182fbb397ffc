package org.lighterage.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs the callbacks of one session in order, never two at once. Guarded by its own monitor; callbacks run outside of it.
 */
final class Callbacks {

    private final Executor executor;
    private final Consumer<Runnable> surrounding;
    private final Deque<Runnable> waiting = new ArrayDeque<>(4);

    /** True from the start: nothing runs before the first callback, which {@link #open} brings. */
    private boolean running = true;

    /** @param surrounding runs each callback, in whatever scope it is to have */
    Callbacks(Executor executor, Consumer<Runnable> surrounding) {
        this.executor = executor;
        this.surrounding = surrounding;
    }

    /** Runs the first callback, and lets what waits follow, on the executor. */
    void open(Runnable first) {
        addFirst(first);
        executor.execute(this::runWaiting);
    }

    /** Runs the first callback, and lets what waits follow, in the calling thread. */
    void openInline(Runnable first) {
        addFirst(first);
        runWaiting();
    }

    private synchronized void addFirst(Runnable first) {
        waiting.addFirst(first);
    }

    /** Runs a callback on the executor, after all that came before. */
    void execute(Runnable callback) {
        if (enqueue(callback)) {
            executor.execute(this::runWaiting);
        }
    }

    /**
     * Runs a callback in the calling thread when none is running, and otherwise after the one that is, by its thread.
     */
    void runOrEnqueue(Runnable callback) {
        if (enqueue(callback)) {
            runWaiting();
        }
    }

    /** Returns whether the caller has to see to it that what waits is run. */
    private synchronized boolean enqueue(Runnable callback) {
        waiting.add(callback);
        boolean idle = !running;
        running = true;
        return idle;
    }

    private void runWaiting() {
        for (Runnable callback = next(); callback != null; callback = next()) {
            surrounding.accept(callback);
        }
    }

    private synchronized Runnable next() {
        Runnable callback = waiting.poll();
        running = callback != null;
        return callback;
    }
}
