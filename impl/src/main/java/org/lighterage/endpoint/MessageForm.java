package org.lighterage.endpoint;

import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.lighterage.session.ByteBufferDelivery;
import org.lighterage.session.BytesDelivery;
import org.lighterage.session.Delivery;
import org.lighterage.session.InputStreamDelivery;
import org.lighterage.session.PartialByteBufferDelivery;
import org.lighterage.session.PartialBytesDelivery;
import org.lighterage.session.PartialTextDelivery;
import org.lighterage.session.ReaderDelivery;
import org.lighterage.session.TextDelivery;

/**
 * A form in which an @OnMessage method takes messages.
 *
 * @param text whether it takes text messages; otherwise binary ones
 * @param type the type of the payload parameter
 * @param partial whether a boolean parameter beside it tells the last part
 * @param delivery makes the delivery for one session
 */
record MessageForm(boolean text, Class<?> type, boolean partial, Function<Delivery.Target, Delivery> delivery) {

    private static final List<MessageForm> ALL = List.of(
            new MessageForm(true, String.class, false, TextDelivery::new),
            new MessageForm(true, String.class, true, PartialTextDelivery::new),
            new MessageForm(true, Reader.class, false, ReaderDelivery::new),
            new MessageForm(false, byte[].class, false, BytesDelivery::new),
            new MessageForm(false, byte[].class, true, PartialBytesDelivery::new),
            new MessageForm(false, ByteBuffer.class, false, ByteBufferDelivery::new),
            new MessageForm(false, ByteBuffer.class, true, PartialByteBufferDelivery::new),
            new MessageForm(false, InputStream.class, false, InputStreamDelivery::new));

    /** The form with that payload, or null where there is none. */
    static MessageForm of(Class<?> type, boolean partial) {
        return ALL.stream()
                .filter(form -> form.type == type && form.partial == partial)
                .findFirst()
                .orElse(null);
    }

    static boolean isPayload(Class<?> type) {
        return ALL.stream().anyMatch(form -> form.type == type);
    }
}
