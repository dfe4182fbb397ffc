package org.lighterage.endpoint;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.server.ServerEndpoint;
import java.util.List;
import org.lighterage.coder.CoderModels;

/**
 * An annotated endpoint class, resolved at deployment: nothing is looked up per message. Immutable; callbacks that the
 * class does not have are null.
 */
public final class EndpointModel {

    private final Class<?> endpointClass;
    private final CoderModels coders;
    private final PathParameters pathParameters;
    private final CallbackMethod onOpen;
    private final CallbackMethod onClose;
    private final CallbackMethod onError;
    private final MessageMethods messages;

    EndpointModel(
            Class<?> endpointClass,
            CoderModels coders,
            PathParameters pathParameters,
            CallbackMethod onOpen,
            CallbackMethod onClose,
            CallbackMethod onError,
            MessageMethods messages) {
        this.endpointClass = endpointClass;
        this.coders = coders;
        this.pathParameters = pathParameters;
        this.onOpen = onOpen;
        this.onClose = onClose;
        this.onError = onError;
        this.messages = messages;
    }

    /**
     * Reads a class annotated with {@code @ServerEndpoint}.
     *
     * @throws DefinitionException naming class, method and rule
     */
    public static EndpointModel ofServer(Class<?> endpointClass) {
        ServerEndpoint annotation = endpointClass.getAnnotation(ServerEndpoint.class);
        CoderModels coders = codersOf(List.of(annotation.encoders()), List.of(annotation.decoders()));
        return new EndpointModelReader(endpointClass, coders, annotation.value()).read();
    }

    /** Reads a class annotated with {@code @ClientEndpoint}, as {@link #ofServer}. */
    public static EndpointModel ofClient(Class<?> endpointClass) {
        ClientEndpoint annotation = endpointClass.getAnnotation(ClientEndpoint.class);
        CoderModels coders = codersOf(List.of(annotation.encoders()), List.of(annotation.decoders()));
        return new EndpointModelReader(endpointClass, coders, "").read();
    }

    /** What classes of encoders and decoders code, in their order. */
    public static CoderModels codersOf(
            List<Class<? extends Encoder>> encoders, List<Class<? extends Decoder>> decoders) {
        return CoderModels.of(encoders, decoders, EndpointModel::codesNothing);
    }

    private static DefinitionException codesNothing(Class<?> coder) {
        return new DefinitionException(
                213,
                coder.getName() + " does not say what type it codes; its class must give the type of Text, TextStream,"
                        + " Binary or BinaryStream");
    }

    /** The class that was read. */
    public Class<?> endpointClass() {
        return endpointClass;
    }

    /** What it encodes and decodes with. */
    public CoderModels coders() {
        return coders;
    }

    PathParameters pathParameters() {
        return pathParameters;
    }

    CallbackMethod onOpen() {
        return onOpen;
    }

    CallbackMethod onClose() {
        return onClose;
    }

    CallbackMethod onError() {
        return onError;
    }

    MessageMethods messages() {
        return messages;
    }
}
