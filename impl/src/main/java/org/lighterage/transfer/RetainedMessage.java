package org.lighterage.transfer;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts who holds a message; the last to release it gives back what it holds. Safe for several threads. */
abstract class RetainedMessage implements ReceivedMessage {

    private final AtomicInteger holders = new AtomicInteger(1);
    private final Runnable onRelease;

    /** @param onRelease called once, when the last holder has released the message */
    RetainedMessage(Runnable onRelease) {
        this.onRelease = onRelease;
    }

    @Override
    public void retain() {
        if (holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException("The message was released");
        }
    }

    @Override
    public void release() {
        if (holders.decrementAndGet() == 0) {
            free();
            onRelease.run();
        }
    }

    /** Whether somebody has not released it yet. */
    boolean isHeld() {
        return holders.get() > 0;
    }

    /** Gives back memory and files. */
    abstract void free();
}
