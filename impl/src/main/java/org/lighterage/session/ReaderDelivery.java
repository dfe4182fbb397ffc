package org.lighterage.session;

import java.io.Reader;
import org.lighterage.transfer.ReceivedMessage;

/** A text message as a Reader, valid until the callback returns. */
final class ReaderDelivery implements Delivery {

    private final Target target;

    ReaderDelivery(Target target) {
        this.target = target;
    }

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        try (Reader reader = MessageStreams.characters(message)) {
            target.accept(reader, true);
        }
    }
}
