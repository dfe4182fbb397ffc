package org.lighterage.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Runs the callbacks of one session in order, never two at once. Guarded by its own monitor; callbacks run outside of
 * it.
 */
final class Callbacks {

    private static final Logger LOG = System.getLogger(Callbacks.class.getName());

    /** As many callbacks as may wait before those that can be left out are. */
    private static final int MANY = 1000;

    private static final Runnable REST_ON_EXECUTOR = () -> {};

    private final Executor executor;
    private final boolean inline;
    private final Consumer<Runnable> surrounding;

    /** Null while none waits: there are thousands of idle sessions. */
    private Deque<Runnable> waiting;

    /** True from the start: nothing runs before the first callback, which {@link #open} brings. */
    private boolean running = true;

    /** Whether the executor is to run what waits, or does. */
    private boolean onExecutor;

    /** A callback that may block for what the threads that bring callbacks do, and so runs on none of them. */
    private record OnExecutor(Runnable callback) implements Runnable {

        @Override
        public void run() {
            callback.run();
        }
    }

    /**
     * @param inline whether callbacks run in the threads that bring them, unless they are to run on the executor
     * @param surrounding runs each callback, in whatever scope it is to have
     */
    Callbacks(Executor executor, boolean inline, Consumer<Runnable> surrounding) {
        this.executor = executor;
        this.inline = inline;
        this.surrounding = surrounding;
    }

    /** Runs the first callback, and lets what waits follow. */
    void open(Runnable first) {
        runNext(first);
        if (inline) {
            runHere();
        } else {
            runOnExecutor();
        }
    }

    /**
     * Runs a callback after all that came before: on the executor, or, where they run inline, in the calling thread if none is
     * running, and otherwise by the thread of the one that is.
     */
    void run(Runnable callback) {
        if (!inline) {
            execute(callback);
        } else if (enqueue(callback)) {
            runHere();
        }
    }

    /** For a callback that runs: has another follow at once, before all that wait. */
    synchronized void runNext(Runnable callback) {
        waiting().addFirst(callback);
    }

    /** Runs a callback on the executor, after all that came before. */
    void execute(Runnable callback) {
        if (enqueue(new OnExecutor(callback))) {
            runOnExecutor();
        }
    }

    /** Whether so many callbacks wait that those that can be left out should be. */
    synchronized boolean isFull() {
        return waiting != null && waiting.size() >= MANY;
    }

    /** Runs a callback inline as {@link #run}, after {@link #awaitExecutor}. */
    void runInTurn(Runnable callback) {
        if (enqueueInTurn(callback)) {
            runHere();
        }
    }

    private synchronized boolean enqueueInTurn(Runnable callback) {
        awaitExecutor();
        return enqueue(callback);
    }

    /**
     * Waits while the executor runs callbacks. For the thread that brings messages and runs callbacks itself: a peer is
     * held up by callbacks wherever these run, and what it sends does not pile up here.
     */
    synchronized void awaitExecutor() {
        try {
            while (onExecutor) {
                wait();
            }
        } catch (InterruptedException e) {
            // Whoever interrupts the container's thread wants it to go on.
            Thread.currentThread().interrupt();
        }
    }

    private Deque<Runnable> waiting() {
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
        }
        return waiting;
    }

    /** Returns whether the caller has to see to it that what waits is run. */
    private synchronized boolean enqueue(Runnable callback) {
        waiting().add(callback);
        boolean idle = !running;
        running = true;
        return idle;
    }

    private void runOnExecutor() {
        synchronized (this) {
            onExecutor = true;
        }
        executor.execute(() -> {
            for (Runnable callback = next(); callback != null; callback = next()) {
                runNow(callback);
            }
        });
    }

    /** Runs what waits in the calling thread, up to what the executor is to run. */
    private void runHere() {
        Runnable callback = nextHere();
        while (callback != null && callback != REST_ON_EXECUTOR) {
            runNow(callback);
            callback = nextHere();
        }
        if (callback == REST_ON_EXECUTOR) {
            runOnExecutor();
        }
    }

    /**
     * What a callback throws here nobody else has taken; those that wait, the last one above all, are to run
     * nevertheless.
     */
    private void runNow(Runnable callback) {
        try {
            surrounding.accept(callback instanceof OnExecutor here ? here.callback() : callback);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "A callback failed", e);
        }
    }

    private synchronized Runnable nextHere() {
        return waiting != null && waiting.peek() instanceof OnExecutor ? REST_ON_EXECUTOR : next();
    }

    private synchronized Runnable next() {
        Runnable callback = waiting == null ? null : waiting.poll();
        if (callback != null && waiting.isEmpty()) {
            waiting = null;
        }
        running = callback != null;
        if (!running && onExecutor) {
            onExecutor = false;
            notifyAll();
        }
        return callback;
    }
}
