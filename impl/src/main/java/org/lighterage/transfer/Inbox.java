package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that wait for the application, and the account of what it holds. Guarded by its own lock, a leaf, since
 * the application releases messages on its own threads.
 */
final class Inbox {

    /** Messages that wait for the application; beyond it frames wait, however short the messages are. */
    static final int MAX_MESSAGES = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final long maxShortBytes;
    private final Runnable onRelease;
    private final Deque<ReceivedMessage> messages = new ArrayDeque<>();

    /** Bytes of short messages that wait here or are with the application. */
    private long shortBytes;

    /** Long messages that wait here or are with the application: their release makes room in the buffers' budget. */
    private int longMessages;

    private boolean notice;

    /** @param onRelease called after each release, without the lock */
    Inbox(long maxShortBytes, Runnable onRelease) {
        this.maxShortBytes = maxShortBytes;
        this.onRelease = onRelease;
    }

    /** Adds a short message, copied. Returns false where it must wait; one is always taken when none waits. */
    boolean offerShort(boolean text, ByteBuffer bytes) {
        int length = bytes.remaining();
        lock.lock();
        try {
            if (!messages.isEmpty() && (isFull() || shortBytes + length > maxShortBytes)) {
                return false;
            }
            byte[] copy = new byte[length];
            bytes.get(copy);
            shortBytes += length;
            notice |= messages.isEmpty();
            messages.add(new ShortMessage(text, copy, () -> released(length, 0)));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message that was reassembled, or that is to be read while it is. */
    void addLong(IncomingMessage message) {
        ReceivedMessage added = message.open(() -> released(0, 1));
        lock.lock();
        try {
            longMessages++;
            notice |= messages.isEmpty();
            messages.add(added);
        } finally {
            lock.unlock();
        }
    }

    /** Frees a message that has failed, where the application has not taken it and thus need not hear of it. */
    void withdraw(BufferedMessage failed) {
        lock.lock();
        try {
            if (!messages.remove(failed)) {
                return;
            }
            longMessages--;
        } finally {
            lock.unlock();
        }
        failed.free();
    }

    boolean isFull() {
        lock.lock();
        try {
            return messages.size() >= MAX_MESSAGES;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the application will give buffers back. */
    boolean holdsBuffers() {
        lock.lock();
        try {
            return longMessages > 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether messages have come to an inbox that was empty since this was asked last, so that somebody must be told. */
    boolean takeNotice() {
        lock.lock();
        try {
            boolean taken = notice;
            notice = false;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    ReceivedMessage poll() {
        lock.lock();
        try {
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }

    private void released(int bytes, int buffers) {
        lock.lock();
        try {
            shortBytes -= bytes;
            longMessages -= buffers;
        } finally {
            lock.unlock();
        }
        onRelease.run();
    }
}
