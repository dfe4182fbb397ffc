package org.lighterage.session;

import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import org.lighterage.LargeMessage;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.DecoderModel;
import org.lighterage.coder.Primitives;
import org.lighterage.coder.SessionCoders;

/** A form in which messages of one kind are taken, resolved once; it makes the delivery of each session. */
@FunctionalInterface
public interface MessageForm {

    /** The delivery of one session. */
    Delivery delivery(SessionCoders coders, Delivery.Target target);

    /**
     * The form that gives whole messages as a type, or null where they cannot be given so.
     *
     * @param type what the application's callback takes
     * @param text whether it takes text messages; otherwise binary ones
     * @param models what the application decodes with; its decoders come before what is built in
     */
    static MessageForm whole(Class<?> type, boolean text, CoderModels models) {
        MessageForm builtIn = text ? wholeText(type) : wholeBinary(type);
        List<DecoderModel> decoders = models.decodersOf(type, text);
        if (decoders.isEmpty()) {
            return builtIn;
        }
        return (coders, target) -> new DecodedDelivery(
                coders, decoders, builtIn == null ? null : builtIn.delivery(coders, target), target);
    }

    private static MessageForm wholeText(Class<?> type) {
        if (type == String.class) {
            return (coders, target) -> new TextDelivery(target);
        }
        if (type == Reader.class) {
            return (coders, target) -> new ReaderDelivery(target);
        }
        if (type == LargeMessage.class) {
            return (coders, target) -> new LargeMessageDelivery(target);
        }
        if (Primitives.isOne(type)) {
            Primitives.Parser parser = Primitives.parser(type);
            return (coders, target) -> new PrimitiveDelivery(parser, target);
        }
        return null;
    }

    private static MessageForm wholeBinary(Class<?> type) {
        if (type == byte[].class) {
            return (coders, target) -> new BytesDelivery(target);
        }
        if (type == ByteBuffer.class) {
            return (coders, target) -> new ByteBufferDelivery(target);
        }
        if (type == InputStream.class) {
            return (coders, target) -> new InputStreamDelivery(target);
        }
        if (type == LargeMessage.class) {
            return (coders, target) -> new LargeMessageDelivery(target);
        }
        return null;
    }

    /** The form that gives messages in parts of a type, or null where they cannot be given so. */
    static MessageForm partial(Class<?> type, boolean text) {
        if (text) {
            return type == String.class ? (coders, target) -> new PartialTextDelivery(target) : null;
        }
        if (type == byte[].class) {
            return (coders, target) -> new PartialBytesDelivery(target);
        }
        return type == ByteBuffer.class ? (coders, target) -> new PartialByteBufferDelivery(target) : null;
    }
}
