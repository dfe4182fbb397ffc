package org.lighterage.session;

import java.util.concurrent.atomic.AtomicLong;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.wire.OutcomeCode;

/**
 * How many bytes of messages that hold copies may wait to be sent in one session: an application that sends without
 * waiting, and faster than its peer reads, would otherwise fill the memory. Senders that wait need no limit. Safe for
 * use by any thread.
 */
class SendLimit {

    /** For senders that wait for each message; it counts nothing, so that all sessions share it. */
    static final SendLimit NONE = new SendLimit(Long.MAX_VALUE) {
        @Override
        boolean admit(OutgoingMessage message) {
            return true;
        }
    };

    private final long limit;
    private final AtomicLong waiting = new AtomicLong();

    /** @param limit bytes */
    SendLimit(long limit) {
        this.limit = limit;
    }

    /** Counts a message until it is settled, or fails it where too much waits; one may always wait. */
    boolean admit(OutgoingMessage message) {
        long length = message.length();
        long before = waiting.getAndAdd(length);
        if (before > 0 && before + length > limit) {
            waiting.addAndGet(-length);
            message.fail(new MessageFailedException(
                    OutcomeCode.NO_CAPACITY,
                    "Over " + limit
                            + " bytes of short messages wait to be sent; send no faster than the peer reads, or raise"
                            + " lighterage.send-queue"));
            return false;
        }
        message.completion().whenComplete((done, failure) -> waiting.addAndGet(-length));
        return true;
    }
}
