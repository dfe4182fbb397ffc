package org.lighterage.session;

import java.nio.ByteBuffer;
import org.lighterage.transfer.ReceivedMessage;

/** A binary message as ByteBuffers, one for each part. */
final class PartialByteBufferDelivery implements PartialDelivery<ByteBuffer> {

    private final Target target;
    private final PartialBytesDelivery parts;

    PartialByteBufferDelivery(Target target) {
        this.target = target;
        parts = new PartialBytesDelivery((bytes, last) -> target.accept(ByteBuffer.wrap((byte[]) bytes), last));
    }

    @Override
    public void deliverPart(ByteBuffer part, boolean last) throws Throwable {
        target.accept(part, last);
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        parts.deliver(message);
    }
}
