package org.lighterage.buffer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has come of one message, from the first bytes that come until its application has taken them: how it ends, and how its
 * readers wait for more of it.
 *
 * <p>One thread at a time appends, any number read, also while the message still comes: they follow the writer. A lock
 * guards all fields, also those of subclasses where they do not say otherwise.
 */
public abstract class ArrivingContent {

    /**
     * How long the one reader of a message waits for more than the next few bytes. Woken for each frame it would spend more
     * time, and the thread that brings them, than with the bytes: what comes at 100 MB/s is a frame in each third of this.
     */
    private static final long LINGER_NANOS = 1_000_000;

    /** Bytes or characters that end this wait at once. */
    private static final int LINGER_COUNT = 512 * 1024;

    private static final long NOBODY_LINGERS = -1;

    private enum State {
        FILLING,
        COMPLETE,
        FAILED,
        RELEASED
    }

    protected final ReentrantLock lock = new ReentrantLock();

    /** Signalled when something comes and when the state changes. */
    private final Condition changed = lock.newCondition();

    /** Written under the lock; volatile so that readers see a failure before what they have read ahead. */
    private volatile State state = State.FILLING;

    /** Why the state is FAILED. */
    private IOException failure;

    /** While the one reader lingers: how much must have arrived before it is woken. */
    private long lingersUntil = NOBODY_LINGERS;

    /**
     * Appends the remaining bytes and consumes them. Once released it only counts them: who reads may let go at any moment,
     * so that the writer cannot know.
     *
     * @throws BudgetExceededException if there is no room; nothing has changed then, and the bytes are not consumed
     * @throws IOException if the disk fails, with the same effect
     * @throws IllegalStateException after {@link #complete} or {@link #fail}
     */
    public abstract void append(ByteBuffer bytes) throws IOException;

    /** Bytes that have come so far. */
    public abstract long length();

    /**
     * Says that somebody is about to read the message while it comes: as much may wait for that reader to begin as for one that
     * is behind. At high rates the threshold is exceeded before a thread has woken. Called by the thread that appends.
     */
    public abstract void expectReader();

    /** How much there is for readers, in what they count in: bytes or characters. Called under the lock. */
    protected abstract long arrived();

    /** Gives back what is held. Called under the lock, once. */
    protected abstract void free();

    /**
     * No more bytes come. Called by the thread that appends, before {@link #complete}.
     *
     * @return false where what has come cannot end here
     */
    public boolean finish() {
        return true;
    }

    /** No more bytes come. Does nothing once released. */
    public void complete() {
        end(State.COMPLETE, null);
    }

    /** No more bytes come, and those that came are worth nothing: reading throws from now on. Nothing once released. */
    public void fail(IOException cause) {
        end(State.FAILED, Objects.requireNonNull(cause));
    }

    private void end(State ended, IOException cause) {
        lock.lock();
        try {
            if (state != State.RELEASED) {
                requireFilling();
                failure = cause;
                state = ended;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees memory and file and gives all back to the budgets. Reading throws from now on. May be called again. */
    public void release() {
        lock.lock();
        try {
            if (state != State.RELEASED) {
                state = State.RELEASED;
                free();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether all bytes have come, and can be read. */
    public final boolean isComplete() {
        return state == State.COMPLETE;
    }

    protected final boolean isReleased() {
        return state == State.RELEASED;
    }

    /**
     * Waits until the message is complete.
     *
     * @return false where it has failed or was released instead
     * @throws InterruptedIOException if the thread is interrupted
     */
    public final boolean awaitComplete() throws IOException {
        await(Long.MAX_VALUE, false);
        return isComplete();
    }

    protected final void requireFilling() {
        if (state != State.FILLING) {
            throw new IllegalStateException("The message takes no more bytes, it is " + state);
        }
    }

    /** @throws IOException if the message has failed or was released */
    protected final void requireReadable() throws IOException {
        State now = state;
        if (now == State.RELEASED) {
            throw released();
        }
        if (now == State.FAILED) {
            throw new IOException("The message has failed: " + failure.getMessage(), failure);
        }
    }

    static IOException released() {
        return new IOException("The message is released: read it within the callback that it was handed to");
    }

    /** Wakes whoever waits for what has arrived. Called under the lock. */
    protected final void wakeReaders() {
        if (arrived() >= lingersUntil) {
            changed.signalAll();
        }
    }

    /**
     * Waits until more than that has arrived, or nothing will.
     *
     * @param lingering whether the only reader waits, who has read something before: somewhat longer, for much
     */
    protected final void await(long read, boolean lingering) throws IOException {
        lock.lock();
        try {
            if (lingering) {
                linger(read);
            }
            while (state == State.FILLING && arrived() <= read) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for more of the message");
        } finally {
            lock.unlock();
        }
    }

    private void linger(long read) throws InterruptedException {
        long left = LINGER_NANOS;
        lingersUntil = read + LINGER_COUNT;
        try {
            while (left > 0 && state == State.FILLING && arrived() < lingersUntil) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lingersUntil = NOBODY_LINGERS;
        }
    }
}
