package org.lighterage.endpoint;

import org.lighterage.session.MessageForm;

/**
 * An @OnMessage method and the forms in which it takes messages.
 *
 * @param text the form of text messages, or null where it takes none
 * @param binary the form of binary messages, or null where it takes none
 * @param maxSize longest message that it takes, in bytes, or -1 for no limit of its own
 */
record MessageMethod(CallbackMethod method, MessageForm text, MessageForm binary, long maxSize) {

    /** Whether it takes pongs. */
    boolean isPong() {
        return text == null && binary == null;
    }
}
