package org.lighterage.coder;

/** Makes instances of an application's classes: its endpoints, encoders and decoders. */
@FunctionalInterface
public interface InstanceFactory {

    /**
     * An instance and what ends it.
     *
     * @param object of the class that was asked for
     * @param destroy called once when the instance is needed no more
     */
    record Instance(Object object, Runnable destroy) {

        /** One that ends with its last reference. */
        public Instance(Object object) {
            this(object, () -> {});
        }
    }

    /** Makes an instance, with its injection points filled where there is CDI. */
    Instance create(Class<?> type) throws ReflectiveOperationException;

    /** Calls the constructor without parameters. */
    static InstanceFactory byConstructor() {
        return type -> new Instance(type.getConstructor().newInstance());
    }
}
