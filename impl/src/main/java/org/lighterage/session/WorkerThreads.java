package org.lighterage.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for callbacks and timers: as many as are busy, up to a limit, beyond which tasks wait. */
final class WorkerThreads implements Executor, AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkerThreads.class.getName());
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSE_SECONDS = 5;

    private final JoinableThreads threads;
    private final ThreadPoolExecutor pool;

    WorkerThreads(ThreadFactory factory, int maxThreads) {
        threads = new JoinableThreads(factory);
        TaskQueue queue = new TaskQueue();
        pool = new ThreadPoolExecutor(
                0, maxThreads, IDLE_SECONDS, TimeUnit.SECONDS, queue, threads, (task, executor) -> {
                    if (executor.isShutdown()) {
                        throw new RejectedExecutionException("The application is being undeployed");
                    }
                    queue.put(task);
                });
    }

    /** Makes the pool prefer an idle thread, then a new one, then to wait; as it is it would rather wait than grow. */
    private static final class TaskQueue extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /**
     * Interrupts what runs and waits for its end, for a bounded time: a thread that stays keeps the application in
     * memory.
     */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!threads.join(CLOSE_SECONDS)) {
                LOG.log(Level.WARNING, "Callbacks still run " + CLOSE_SECONDS + " s after they were interrupted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Makes the threads of a server's factory see the classes of whoever calls this, without which CDI is not found:
     * those of WildFly's default factory, which all applications share, do not always.
     */
    static ThreadFactory seeingClasses(ThreadFactory factory) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return task -> factory.newThread(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            task.run();
        });
    }

    /** Makes daemon threads that see the classes of whoever calls this. */
    static ThreadFactory daemons(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }
}
