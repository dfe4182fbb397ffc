package org.lighterage.session;

import org.lighterage.transfer.ReceivedMessage;

/**
 * One form in which an application takes messages of one kind; there is a small class for each. Called for one message
 * at a time.
 */
public interface Delivery {

    /** Whether it can hand over a message that still comes. */
    default boolean streams() {
        return false;
    }

    /** Whether what it hands over holds all of a message in memory, in one piece. */
    default boolean takesWhole() {
        return false;
    }

    /**
     * Hands a message over, and returns when the application has done with it. The caller releases the message.
     *
     * @throws Throwable what the application's callback throws, or why the message cannot be given in this form
     */
    void deliver(ReceivedMessage message) throws Throwable;

    /** The application's callback. */
    @FunctionalInterface
    interface Target {

        /**
         * @param payload the message, or a part of it, in the form that the callback declares
         * @param last whether nothing of the message follows; always true for forms that give it whole
         */
        void accept(Object payload, boolean last) throws Throwable;
    }
}
