package org.lighterage.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs tasks in order, never two at once, on an executor. Adding one and having it run are two steps, since a task may
 * be added where a lock is held, and an executor that refuses runs it in the calling thread. Safe for use by any
 * thread.
 */
final class EventQueue {

    private final Executor executor;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean ended;

    EventQueue(Executor executor) {
        this.executor = executor;
    }

    /** Adds a task, which is run after the next {@link #wake}. After the end it is dropped. */
    void add(Runnable task) {
        if (!ended) {
            waiting.add(task);
        }
    }

    /** Has run what waits. */
    void wake() {
        if (!waiting.isEmpty() && running.compareAndSet(false, true)) {
            executor.execute(this::runWaiting);
        }
    }

    /** Runs a last task after all that waits, and then nothing more. */
    void end(Runnable last) {
        waiting.add(() -> {
            ended = true;
            last.run();
        });
        wake();
    }

    private void runWaiting() {
        try {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                // One may have been added behind the last.
                if (!ended) {
                    task.run();
                }
            }
        } finally {
            running.set(false);
            // What was added since the last poll has found it running.
            wake();
        }
    }
}
