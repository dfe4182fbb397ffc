package org.lighterage.session;

import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lighterage.coder.EncoderModel;
import org.lighterage.coder.Primitives;
import org.lighterage.coder.SessionCoders;
import org.lighterage.transfer.OutgoingMessage;

/**
 * Sends objects: with the first encoder that takes them, otherwise received messages as they are, buffers and byte
 * arrays as binary messages, and texts, primitives and their boxes as text (Jakarta WebSocket, section 4.1.2). What an
 * encoder of streams writes becomes frames while it is written.
 *
 * <p>Encoders run in the session's scope, whichever thread sends; nothing else of a send does.
 */
final class ObjectSends {

    private final Sends sends;
    private final SessionCoders coders;
    private final Consumer<Runnable> scope;

    /** @param scope runs a task at once, in the session's scope */
    ObjectSends(Sends sends, SessionCoders coders, Consumer<Runnable> scope) {
        this.sends = sends;
        this.coders = coders;
        this.scope = scope;
    }

    /** Sends and waits, as a basic remote endpoint does. */
    void sendAndWait(Object object) throws IOException, EncodeException {
        EncoderModel model = coders.models().encoderOf(object.getClass());
        if (model != null && isStream(model)) {
            write(model, object, message -> {});
        } else {
            sends.sendAndWait(whole(model, object));
        }
    }

    /**
     * Sends without waiting; an encoder of streams runs on the executor, since it waits while the peer reads.
     *
     * @param limited bounds the time of a message: from now on, or where an encoder of streams writes it from its first byte
     */
    CompletionStage<Void> sendLater(Object object, Function<OutgoingMessage, CompletionStage<Void>> limited)
            throws IOException, EncodeException {
        EncoderModel model = coders.models().encoderOf(object.getClass());
        if (model == null || !isStream(model)) {
            return limited.apply(whole(model, object).get());
        }
        CompletableFuture<Void> completion = new CompletableFuture<>();
        sends.resources().executor().execute(() -> {
            try {
                write(model, object, limited::apply);
                completion.complete(null);
            } catch (IOException | EncodeException | RuntimeException e) {
                completion.completeExceptionally(e);
            }
        });
        return completion;
    }

    private static boolean isStream(EncoderModel model) {
        return model.kind() == EncoderModel.Kind.TEXT_STREAM || model.kind() == EncoderModel.Kind.BINARY_STREAM;
    }

    @SuppressWarnings("unchecked") // The model says what the encoder takes.
    private void write(EncoderModel model, Object object, Consumer<OutgoingMessage> onBegin)
            throws IOException, EncodeException {
        if (model.kind() == EncoderModel.Kind.TEXT_STREAM) {
            SendWriter writer = SendWriter.ofEncoder(sends, onBegin);
            try (Writer closed = writer) {
                writer.abortUnless(() -> encode(model, object, (Encoder.TextStream<Object> encoder) -> {
                    encoder.encode(object, closed);
                    return null;
                }));
            }
        } else {
            SendStream stream = SendStream.ofEncoder(sends, false, onBegin);
            try (OutputStream closed = stream) {
                stream.abortUnless(() -> encode(model, object, (Encoder.BinaryStream<Object> encoder) -> {
                    encoder.encode(object, closed);
                    return null;
                }));
            }
        }
    }

    /** Encodes an object; what is returned sends what came of it. */
    private Supplier<OutgoingMessage> whole(EncoderModel model, Object object) throws IOException, EncodeException {
        if (model == null) {
            return unencoded(object);
        }
        if (model.kind() == EncoderModel.Kind.TEXT) {
            String text = encode(model, object, (Encoder.Text<Object> encoder) -> encoder.encode(object));
            return () -> sends.text(text);
        }
        ByteBuffer bytes = encode(model, object, (Encoder.Binary<Object> encoder) -> encoder.encode(object));
        return () -> sends.binary(bytes);
    }

    @SuppressWarnings("unchecked") // As above.
    private <E extends Encoder, R> R encode(EncoderModel model, Object object, EncoderCall.Code<E, R> code)
            throws IOException, EncodeException {
        // Made in the scope too, since what is injected into it may be used at once.
        EncoderCall<R> call = new EncoderCall<>(() -> code.run((E) coders.encoder(model, object)));
        scope.accept(call);
        return call.result();
    }

    private Supplier<OutgoingMessage> unencoded(Object object) throws IOException, EncodeException {
        if (object instanceof DeliveredMessage delivered) {
            OutgoingMessage message = sends.received(delivered.received());
            return () -> message;
        }
        if (object instanceof ByteBuffer bytes) {
            return () -> sends.binary(bytes);
        }
        if (object instanceof byte[] bytes) {
            return () -> sends.binary(ByteBuffer.wrap(bytes));
        }
        if (object instanceof CharSequence || Primitives.isOne(object.getClass())) {
            return () -> sends.text(object.toString());
        }
        throw new EncodeException(
                object, "No encoder takes objects of " + object.getClass().getName());
    }
}
