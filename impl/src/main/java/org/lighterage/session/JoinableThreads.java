package org.lighterage.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes threads by another factory, and waits for their end. A pool tells of its end while its last thread still has a moment to
 * live, in which servers that look for threads of an application that has been stopped warn of a leak. Safe for use by any thread.
 */
final class JoinableThreads implements ThreadFactory {

    private final ThreadFactory factory;
    private final Set<Thread> made = ConcurrentHashMap.newKeySet();

    JoinableThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    @Override
    public Thread newThread(Runnable task) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = factory.newThread(task);
        if (thread != null) {
            made.add(thread);
        }
        return thread;
    }

    /**
     * Waits until all have ended but the calling one, for a bounded time.
     *
     * @return false where some have not
     */
    boolean join(int seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean ended = true;
        for (Thread thread : made) {
            if (thread != Thread.currentThread()) {
                // At least a millisecond, as none at all would be for ever.
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
                ended &= !thread.isAlive();
            }
        }
        return ended;
    }
}
