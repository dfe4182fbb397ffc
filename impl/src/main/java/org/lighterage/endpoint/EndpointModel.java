package org.lighterage.endpoint;

/**
 * An annotated endpoint class, resolved at deployment: nothing is looked up per message. Immutable; callbacks that the
 * class does not have are null.
 */
public final class EndpointModel {

    private final Class<?> endpointClass;
    private final CallbackMethod onOpen;
    private final CallbackMethod onClose;
    private final CallbackMethod onError;
    private final MessageMethod onText;
    private final MessageMethod onBinary;

    EndpointModel(
            Class<?> endpointClass,
            CallbackMethod onOpen,
            CallbackMethod onClose,
            CallbackMethod onError,
            MessageMethod onText,
            MessageMethod onBinary) {
        this.endpointClass = endpointClass;
        this.onOpen = onOpen;
        this.onClose = onClose;
        this.onError = onError;
        this.onText = onText;
        this.onBinary = onBinary;
    }

    /**
     * Reads a class annotated with {@code @ServerEndpoint}.
     *
     * @throws DefinitionException naming class, method and rule
     */
    public static EndpointModel of(Class<?> endpointClass) {
        return new EndpointModelReader(endpointClass).read();
    }

    /** The class that was read. */
    public Class<?> endpointClass() {
        return endpointClass;
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

    MessageMethod onText() {
        return onText;
    }

    MessageMethod onBinary() {
        return onBinary;
    }
}
