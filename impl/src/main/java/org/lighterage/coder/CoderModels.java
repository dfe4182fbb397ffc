package org.lighterage.coder;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import java.util.List;
import java.util.function.Function;

/** All that an endpoint declares to encode and decode with. Immutable. */
public record CoderModels(List<EncoderModel> encoders, List<DecoderModel> decoders) {

    public static final CoderModels NONE = new CoderModels(List.of(), List.of());

    public static CoderModels of(
            List<Class<? extends Encoder>> encoders,
            List<Class<? extends Decoder>> decoders,
            Function<Class<?>, RuntimeException> refused) {
        return new CoderModels(EncoderModel.of(encoders, refused), DecoderModel.of(decoders, refused));
    }

    /** The decoders that make something that a parameter of the type takes, for text or binary, in their order. */
    public List<DecoderModel> decodersOf(Class<?> type, boolean text) {
        Class<?> wanted = Primitives.box(type);
        return decoders.stream()
                .filter(model -> model.kind().isText() == text && wanted.isAssignableFrom(model.type()))
                .toList();
    }

    /** The first encoder that takes objects of the type, or null. */
    public EncoderModel encoderOf(Class<?> type) {
        // Per message, and over a list that is short or empty.
        Class<?> given = Primitives.box(type);
        for (EncoderModel model : encoders) {
            if (Primitives.box(model.type()).isAssignableFrom(given)) {
                return model;
            }
        }
        return null;
    }
}
