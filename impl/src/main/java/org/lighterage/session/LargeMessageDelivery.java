package org.lighterage.session;

import org.lighterage.transfer.ReceivedMessage;

/** A message of either kind as a {@link org.lighterage.LargeMessage}. */
final class LargeMessageDelivery implements Delivery {

    private final Target target;

    LargeMessageDelivery(Target target) {
        this.target = target;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        target.accept(new DeliveredMessage(message), true);
    }
}
