package org.lighterage.session;

import org.lighterage.transfer.ReceivedMessage;

/** A text message as a String. */
final class TextDelivery implements Delivery {

    private final Target target;

    TextDelivery(Target target) {
        this.target = target;
    }

    @Override
    public boolean takesWhole() {
        return true;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        target.accept(message.text(), true);
    }
}
