package org.lighterage.session;

import java.nio.ByteBuffer;
import org.lighterage.transfer.ReceivedMessage;

/** A binary message as a ByteBuffer. */
final class ByteBufferDelivery implements Delivery {

    private final Target target;

    ByteBufferDelivery(Target target) {
        this.target = target;
    }

    @Override
    public boolean takesWhole() {
        return true;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        target.accept(ByteBuffer.wrap(message.bytes()), true);
    }
}
