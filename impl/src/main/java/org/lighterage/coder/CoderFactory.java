package org.lighterage.coder;

/** Makes the instances of encoders and decoders. */
@FunctionalInterface
public interface CoderFactory {

    /**
     * A coder, and what ends it beside its own destroy.
     *
     * @param object an instance of the class that was asked for
     */
    record Made(Object object, Runnable end) {}

    /** An instance, with its injection points filled where there is CDI. */
    Made create(Class<?> type) throws ReflectiveOperationException;

    /** Calls the constructor without parameters. */
    static CoderFactory byConstructor() {
        return type -> new Made(type.getConstructor().newInstance(), () -> {});
    }
}
