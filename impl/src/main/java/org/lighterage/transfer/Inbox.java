package org.lighterage.transfer;

import java.nio.ByteBuffer;
import org.lighterage.buffer.BufferBudget;

/**
 * Messages that wait for the application, and the account of what it holds. Guarded by its monitor, a leaf, since
 * the application releases messages on its own threads.
 */
final class Inbox {

    /** Messages that wait for the application; beyond it frames wait, however short the messages are. */
    static final int MAX_MESSAGES = 4096;

    /**
     * Bytes of short messages that are not counted against the budget, and those that are counted at a time: sessions whose
     * application keeps up have nothing to do with what all of them share.
     */
    private static final int UNCOUNTED = 64 * 1024;

    private static final int STEP = 64 * 1024;

    private final int maxShortBytes;
    private final BufferBudget budget;
    private final Runnable onRelease;
    private final LazyQueue<ReceivedMessage> messages = new LazyQueue<>();

    /** Bytes of short messages that wait here or are with the application. */
    private long shortBytes;

    /** How many of these are counted against the budget. */
    private int counted;

    /** Long messages that wait here or are with the application: their release makes room in the buffers' budget. */
    private int longMessages;

    private boolean notice;

    /** @param onRelease called after each release, without the lock */
    Inbox(int maxShortBytes, BufferBudget budget, Runnable onRelease) {
        this.maxShortBytes = maxShortBytes;
        this.budget = budget;
        this.onRelease = onRelease;
    }

    /** Adds a short message, copied. Returns false where it must wait; one is always taken when none waits. */
    boolean offerShort(boolean text, ByteBuffer bytes) {
        int length = bytes.remaining();
        synchronized (this) {
            boolean room = shortBytes + length <= maxShortBytes && !isFull() && count(shortBytes + length);
            if (!room && !messages.isEmpty()) {
                return false;
            }
            byte[] copy = new byte[length];
            bytes.get(copy);
            shortBytes += length;
            notice |= messages.isEmpty();
            messages.add(new ShortMessage(text, copy, () -> released(length, 0)));
            return true;
        }
    }

    /** Counts what exceeds the uncounted of so many bytes. Returns false where the budget has no room for it. */
    private boolean count(long bytes) {
        int needed = toCount(bytes);
        if (needed > counted) {
            if (!budget.tryMemory(needed - counted)) {
                return false;
            }
            counted = needed;
        }
        return true;
    }

    private static int toCount(long bytes) {
        return bytes <= UNCOUNTED ? 0 : (int) ((bytes - UNCOUNTED + STEP - 1) / STEP * STEP);
    }

    private void giveBack() {
        if (counted == 0) {
            return;
        }
        int needed = toCount(Math.min(shortBytes, maxShortBytes));
        // Not each step as soon as it is free: the next message may need it.
        if (needed <= counted / 2) {
            budget.releaseMemory(counted - needed);
            counted = needed;
        }
    }

    /** Adds a message that was reassembled, or that is to be read while it is. */
    void addLong(IncomingMessage message) {
        ReceivedMessage added = message.open(() -> released(0, 1));
        synchronized (this) {
            longMessages++;
            notice |= messages.isEmpty();
            messages.add(added);
        }
    }

    /** Frees a message that has failed, where the application has not taken it and thus need not hear of it. */
    void withdraw(FollowedMessage failed) {
        synchronized (this) {
            if (!messages.remove(failed)) {
                return;
            }
            longMessages--;
        }
        failed.free();
    }

    synchronized boolean isEmpty() {
        return messages.isEmpty();
    }

    synchronized boolean isFull() {
        return messages.size() >= MAX_MESSAGES;
    }

    /** Whether the application will give buffers back. */
    synchronized boolean holdsBuffers() {
        return longMessages > 0;
    }

    /**
     * Whether messages have come to an inbox that was empty since this was asked last, so that somebody must be told.
     */
    synchronized boolean takeNotice() {
        boolean taken = notice;
        notice = false;
        return taken;
    }

    synchronized ReceivedMessage poll() {
        return messages.poll();
    }

    private void released(int bytes, int buffers) {
        synchronized (this) {
            shortBytes -= bytes;
            longMessages -= buffers;
            giveBack();
        }
        onRelease.run();
    }
}
