package org.lighterage.transfer;

import java.time.Duration;
import org.lighterage.wire.OutcomeCode;

/** Whether sending goes on: messages that make no progress for the send timeout are given up. Guarded by the sending lock. */
final class SendProgress {

    private final Scheduler scheduler;
    private final Duration timeout;

    /** When a frame of a message was last sent, acknowledged or answered; frames of other kinds are no progress. */
    private long lastNanos;

    private Scheduler.Cancellable timer;

    SendProgress(Scheduler scheduler, Duration timeout) {
        this.scheduler = scheduler;
        this.timeout = timeout;
        this.lastNanos = scheduler.nanoTime();
    }

    /** The time, as {@link Scheduler#nanoTime}. */
    long now() {
        return scheduler.nanoTime();
    }

    /** There is progress. */
    void made() {
        made(now());
    }

    /** There was progress at that time. */
    void made(long nanos) {
        lastNanos = nanos;
    }

    /** Has that run some time before the timeout, unless something will already. */
    void watch(Runnable check) {
        if (timer == null) {
            timer = scheduler.schedule(timeout.dividedBy(4), check);
        }
    }

    /** What {@link #watch} was given is being run. */
    void watched() {
        timer = null;
    }

    /** Whether a message waits too long that its sender still waits for. */
    boolean isOverdue(OutgoingMessage message, long now) {
        return !message.isHandedOver() && message.isOverdue(timeout, lastNanos, now);
    }

    /** Why a message fails that is overdue. */
    MessageFailedException failure() {
        return new MessageFailedException(
                OutcomeCode.TIMEOUT,
                "Sending made no progress for " + timeout.toSeconds() + " s (lighterage.send-timeout)");
    }

    /** Nothing will be sent any more. */
    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }
}
