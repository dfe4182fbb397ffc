package org.lighterage.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
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

    /** For the one thread that hands tasks over, and so ends at once. */
    private static final int CLOSE_SECONDS = 1;

    private final WorkerThreads ownThreads;
    private final Executor executor;
    private final ScheduledThreadPoolExecutor timer;
    private final JoinableThreads timerThread = new JoinableThreads(WorkerThreads.daemons("lighterage-timer"));
    private final WorkerThreads timerThreads =
            new WorkerThreads(WorkerThreads.daemons("lighterage-timer-task"), TIMER_THREADS);
    private final BufferBudget budget;
    private final SpillDirectory spillDirectory;
    private final SecureRandom random = new SecureRandom();
    private final byte[] pingPayload = new byte[8];
    private final PathLimits pathLimits = new PathLimits(System::nanoTime);

    /**
     * @param executor runs callbacks and long sends, and is not closed with this
     * @param spillDirectory is closed with this
     */
    public Resources(Executor executor, BufferBudget budget, SpillDirectory spillDirectory) {
        this(executor, null, budget, spillDirectory);
    }

    /** @param ownThreads is closed with this, or null */
    private Resources(Executor executor, WorkerThreads ownThreads, BufferBudget budget, SpillDirectory spillDirectory) {
        this.ownThreads = ownThreads;
        this.executor = task -> executeOrRun(executor, task);
        this.timer = new ScheduledThreadPoolExecutor(1, timerThread);
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.budget = budget;
        this.spillDirectory = spillDirectory;
        random.nextBytes(pingPayload);
    }

    /**
     * Resources with threads of their own.
     *
     * @param threadFactory null for daemon threads with the context class loader of the caller
     */
    public static Resources withThreads(
            ThreadFactory threadFactory, int maxThreads, BufferBudget budget, SpillDirectory spillDirectory) {
        ThreadFactory factory = threadFactory == null
                ? WorkerThreads.daemons("lighterage-worker")
                : WorkerThreads.seeingClasses(threadFactory);
        WorkerThreads threads = new WorkerThreads(factory, maxThreads);
        return new Resources(threads, threads, budget, spillDirectory);
    }

    /** What the settings of an application say, with threads of their own. */
    public static Resources withThreads(ThreadFactory threadFactory, ApplicationSettings settings) {
        return withThreads(threadFactory, settings.maxThreads(), budget(settings), spillDirectory(settings));
    }

    /** What the settings of an application say, with threads of the application's. */
    public static Resources of(Executor executor, ApplicationSettings settings) {
        return new Resources(executor, budget(settings), spillDirectory(settings));
    }

    private static BufferBudget budget(ApplicationSettings settings) {
        return new BufferBudget(settings.totalMemory(), settings.totalDisk());
    }

    private static SpillDirectory spillDirectory(ApplicationSettings settings) {
        return new SpillDirectory(settings.spillDirectory());
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

    /** What our own pings carry, by which their pongs are told from those of applications. */
    ByteBuffer pingPayload() {
        return ByteBuffer.wrap(pingPayload);
    }

    /** What incoming messages of all sessions take. */
    BufferBudget budget() {
        return budget;
    }

    PathLimits pathLimits() {
        return pathLimits;
    }

    SecureRandom random() {
        return random;
    }

    /**
     * @param memoryThreshold bytes of the message that are kept in memory
     * @param wholeLength bytes of a message that ends up in memory as a whole; -1 for another, or where they are not known
     */
    MessageBuffer newBuffer(long memoryThreshold, long wholeLength) {
        return new MessageBuffer(budget, spillDirectory, memoryThreshold, wholeLength);
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
            timerThread.join(CLOSE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            spillDirectory.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Deleting spill files", e);
        }
    }
}
