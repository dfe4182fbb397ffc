package org.lighterage.coder;

import jakarta.websocket.Encoder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * An encoder class and what it takes.
 *
 * @param type what is encoded
 */
public record EncoderModel(Class<? extends Encoder> encoderClass, Kind kind, Class<?> type) {

    /** What an encoder writes. */
    public enum Kind {
        TEXT(Encoder.Text.class),
        TEXT_STREAM(Encoder.TextStream.class),
        BINARY(Encoder.Binary.class),
        BINARY_STREAM(Encoder.BinaryStream.class);

        private final Class<?> encoderInterface;

        Kind(Class<?> encoderInterface) {
            this.encoderInterface = encoderInterface;
        }
    }

    /** The models of encoder classes, in their order; as {@link DecoderModel#of}. */
    public static List<EncoderModel> of(
            List<Class<? extends Encoder>> classes, Function<Class<?>, RuntimeException> refused) {
        return classes.stream().flatMap(type -> kindsOf(type, refused).stream()).toList();
    }

    private static List<EncoderModel> kindsOf(
            Class<? extends Encoder> type, Function<Class<?>, RuntimeException> refused) {
        List<EncoderModel> models = Arrays.stream(Kind.values())
                .filter(kind -> kind.encoderInterface.isAssignableFrom(type))
                .filter(kind -> TypeArguments.of(type, kind.encoderInterface) != null)
                .map(kind -> new EncoderModel(type, kind, TypeArguments.of(type, kind.encoderInterface)))
                .toList();
        if (models.isEmpty()) {
            throw refused.apply(type);
        }
        return models;
    }
}
