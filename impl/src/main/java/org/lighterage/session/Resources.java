package org.lighterage.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.config.ApplicationSettings;
import org.lighterage.transfer.Scheduler;

/**
 * What all sessions of one application share: threads, time, and the memory and disk for incoming messages. Closed when
 * the application is undeployed. Safe for use by any thread.
 */
public final class Resources implements Scheduler, AutoCloseable {

    private static final Logger LOG = System.getLogger(Resources.class.getName());

    /** As many tasks of timers as run at once: few come, and one that sends may have to wait for its connection. */
    private static final int TIMER_THREADS = 8;

    private final WorkerThreads ownThreads;
    private final Executor executor;
    private final ScheduledThreadPoolExecutor timer;
    private final WorkerThreads timerThreads = new WorkerThreads("lighterage-timer-task", TIMER_THREADS);
    private final BufferBudget budget;
    private final SpillDirectory spillDirectory;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param managedExecutor runs callbacks and long sends; null to use threads of our own
     * @param spillDirectory is closed with this
     */
    public Resources(Executor managedExecutor, int maxThreads, BufferBudget budget, SpillDirectory spillDirectory) {
        this.ownThreads = managedExecutor == null ? new WorkerThreads("lighterage-worker", maxThreads) : null;
        Executor threads = managedExecutor == null ? ownThreads : managedExecutor;
        this.executor = task -> executeOrRun(threads, task);
        this.timer = new ScheduledThreadPoolExecutor(1, WorkerThreads.factory("lighterage-timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.budget = budget;
        this.spillDirectory = spillDirectory;
    }

    /**
     * What the settings of an application say.
     *
     * @param managedExecutor as for the constructor
     */
    public static Resources of(Executor managedExecutor, ApplicationSettings settings) {
        return new Resources(
                managedExecutor,
                settings.maxThreads(),
                new BufferBudget(settings.totalMemory(), settings.totalDisk()),
                new SpillDirectory(settings.spillDirectory()));
    }

    /**
     * Where an application is being undeployed the executor refuses; what sessions still have to do, their callers do.
     */
    private static void executeOrRun(Executor threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Runs callbacks and long sends; refuses nothing. */
    public Executor executor() {
        return executor;
    }

    SecureRandom random() {
        return random;
    }

    /** @param memoryThreshold bytes of the message that are kept in memory */
    MessageBuffer newBuffer(long memoryThreshold) {
        return new MessageBuffer(budget, spillDirectory, memoryThreshold);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Tasks run on threads of their own: one that has something to send may take its time, and all of the executor's
     * may be with callbacks that wait for a message which a timeout is to fail.
     */
    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> future =
                timer.schedule(() -> executeOrRun(timerThreads, task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        timerThreads.close();
        if (ownThreads != null) {
            ownThreads.close();
        }
        try {
            spillDirectory.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Deleting spill files", e);
        }
    }
}
