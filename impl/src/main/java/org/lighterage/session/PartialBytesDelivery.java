package org.lighterage.session;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.lighterage.transfer.ReceivedMessage;

/** A binary message as byte arrays, one for each part. */
final class PartialBytesDelivery implements PartialDelivery<ByteBuffer> {

    private final Target target;

    PartialBytesDelivery(Target target) {
        this.target = target;
    }

    @Override
    public void deliverPart(ByteBuffer part, boolean last) throws Throwable {
        target.accept(part.array(), last);
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        try (InputStream stream = message.openStream()) {
            byte[] part = stream.readNBytes(PART_SIZE);
            while (true) {
                // A full part may be the last; only reading on tells.
                byte[] next = stream.readNBytes(PART_SIZE);
                boolean last = next.length == 0;
                target.accept(part, last);
                if (last) {
                    return;
                }
                part = next;
            }
        }
    }
}
