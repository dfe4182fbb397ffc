package org.lighterage.session;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.List;
import org.lighterage.coder.DecoderModel;
import org.lighterage.coder.SessionCoders;
import org.lighterage.transfer.ReceivedMessage;

/**
 * A message as what the first decoder that will makes of it (Jakarta WebSocket, section 4.1.3). Decoders of streams
 * read from where the bytes wait; the others are given the whole.
 */
final class DecodedDelivery implements Delivery {

    private final SessionCoders coders;
    private final List<DecoderModel> decoders;
    private final Delivery otherwise;
    private final Target target;

    /** @param otherwise takes messages that no decoder will; null for a DecodeException */
    DecodedDelivery(SessionCoders coders, List<DecoderModel> decoders, Delivery otherwise, Target target) {
        this.coders = coders;
        this.decoders = decoders;
        this.otherwise = otherwise;
        this.target = target;
    }

    @Override
    public boolean streams() {
        // A decoder of streams is never asked whether it will decode: the first in the list decodes every message.
        return decoders.get(0).kind().isStream();
    }

    @Override
    public boolean takesWhole() {
        return !streams();
    }

    @Override
    public void deliver(ReceivedMessage message) throws Throwable {
        String text = null;
        byte[] bytes = null;
        for (DecoderModel model : decoders) {
            Decoder decoder = coders.decoder(model);
            switch (model.kind()) {
                case TEXT -> {
                    text = text == null ? message.text() : text;
                    if (((Decoder.Text<?>) decoder).willDecode(text)) {
                        target.accept(((Decoder.Text<?>) decoder).decode(text), true);
                        return;
                    }
                }
                case BINARY -> {
                    bytes = bytes == null ? message.bytes() : bytes;
                    if (((Decoder.Binary<?>) decoder).willDecode(ByteBuffer.wrap(bytes))) {
                        target.accept(((Decoder.Binary<?>) decoder).decode(ByteBuffer.wrap(bytes)), true);
                        return;
                    }
                }
                case TEXT_STREAM -> {
                    target.accept(readText((Decoder.TextStream<?>) decoder, message), true);
                    return;
                }
                case BINARY_STREAM -> {
                    target.accept(readBytes((Decoder.BinaryStream<?>) decoder, message), true);
                    return;
                }
            }
        }
        if (otherwise == null) {
            throw new DecodeException(
                    text == null ? "" : text,
                    "None of the decoders "
                            + decoders.stream()
                                    .map(model -> model.decoderClass().getName())
                                    .toList()
                            + " will decode a message of " + message.length() + " bytes");
        }
        otherwise.deliver(message);
    }

    private static Object readText(Decoder.TextStream<?> decoder, ReceivedMessage message) throws Exception {
        try (Reader reader = MessageStreams.characters(message)) {
            return decoder.decode(reader);
        }
    }

    private static Object readBytes(Decoder.BinaryStream<?> decoder, ReceivedMessage message) throws Exception {
        try (InputStream stream = MessageStreams.bytes(message)) {
            return decoder.decode(stream);
        }
    }
}
