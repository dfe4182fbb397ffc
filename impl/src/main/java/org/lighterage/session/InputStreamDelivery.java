package org.lighterage.session;

import java.io.InputStream;
import org.lighterage.transfer.ReceivedMessage;

/** A binary message as an InputStream, valid until the callback returns. */
final class InputStreamDelivery implements Delivery {

    private final Target target;

    InputStreamDelivery(Target target) {
        this.target = target;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        try (InputStream stream = MessageStreams.bytes(message)) {
            target.accept(stream, true);
        }
    }
}
