package org.lighterage.session;

import org.lighterage.transfer.ReceivedMessage;

/** A text message as a String. */
public final class TextDelivery implements Delivery {

    private final Target target;

    public TextDelivery(Target target) {
        this.target = target;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        target.accept(message.text(), true);
    }
}
