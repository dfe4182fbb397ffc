package org.lighterage.session;

import org.lighterage.transfer.ReceivedMessage;

/** A binary message as a byte array. */
final class BytesDelivery implements Delivery {

    private final Target target;

    BytesDelivery(Target target) {
        this.target = target;
    }

    @Override
    public boolean takesWhole() {
        return true;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        target.accept(message.bytes(), true);
    }
}
