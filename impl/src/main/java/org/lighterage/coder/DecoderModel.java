package org.lighterage.coder;

import jakarta.websocket.Decoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A decoder class and what it makes.
 *
 * @param type what is decoded to, boxed
 */
public record DecoderModel(Class<? extends Decoder> decoderClass, Kind kind, Class<?> type) {

    /** What a decoder reads. */
    public enum Kind {
        TEXT(Decoder.Text.class, true, false),
        TEXT_STREAM(Decoder.TextStream.class, true, true),
        BINARY(Decoder.Binary.class, false, false),
        BINARY_STREAM(Decoder.BinaryStream.class, false, true);

        private final Class<?> decoderInterface;
        private final boolean text;
        private final boolean stream;

        Kind(Class<?> decoderInterface, boolean text, boolean stream) {
            this.decoderInterface = decoderInterface;
            this.text = text;
            this.stream = stream;
        }

        public boolean isText() {
            return text;
        }

        public boolean isStream() {
            return stream;
        }
    }

    /**
     * The models of decoder classes, in their order; a class that is of several kinds has as many.
     *
     * @param refused makes the exception for a class that decodes nothing that can be told
     */
    public static List<DecoderModel> of(
            List<Class<? extends Decoder>> classes, Function<Class<?>, RuntimeException> refused) {
        return classes.stream().flatMap(type -> kindsOf(type, refused).stream()).toList();
    }

    private static List<DecoderModel> kindsOf(
            Class<? extends Decoder> type, Function<Class<?>, RuntimeException> refused) {
        List<DecoderModel> models = Arrays.stream(Kind.values())
                .filter(kind -> kind.decoderInterface.isAssignableFrom(type))
                .filter(kind -> TypeArguments.of(type, kind.decoderInterface) != null)
                .map(kind -> new DecoderModel(type, kind, TypeArguments.of(type, kind.decoderInterface)))
                .toList();
        if (models.isEmpty()) {
            throw refused.apply(type);
        }
        return models;
    }
}
