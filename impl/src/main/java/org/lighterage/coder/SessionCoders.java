package org.lighterage.coder;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The instances of encoders and decoders in one session: each class has one, made and initialised when it is first needed,
 * and destroyed at the end. Guarded by its monitor; the instances themselves are the application's to guard.
 */
public final class SessionCoders {

    private static final Logger LOG = System.getLogger(SessionCoders.class.getName());

    private final CoderModels models;
    private final InstanceFactory factory;
    private final EndpointConfig config;

    /** In the order in which they were made; made with the first. */
    private Map<Class<?>, InstanceFactory.Instance> instances = Map.of();

    private boolean closed;

    /** @param config what init is given: the application's own */
    public SessionCoders(CoderModels models, InstanceFactory factory, EndpointConfig config) {
        this.models = models;
        this.factory = factory;
        this.config = config;
    }

    public CoderModels models() {
        return models;
    }

    /** The session's instance of a decoder class. */
    public Decoder decoder(DecoderModel model) throws DecodeException {
        try {
            return instance(model.decoderClass());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new DecodeException("", "Decoder " + model.decoderClass().getName() + " cannot be made: " + e, e);
        }
    }

    /** The session's instance of an encoder class. */
    public Encoder encoder(EncoderModel model, Object object) throws EncodeException {
        try {
            return instance(model.encoderClass());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new EncodeException(object, "Encoder " + model.encoderClass().getName() + " cannot be made: " + e, e);
        }
    }

    private synchronized <T> T instance(Class<T> type) throws ReflectiveOperationException {
        InstanceFactory.Instance made = instances.get(type);
        if (made == null) {
            if (closed) {
                throw new IllegalStateException("The session has ended");
            }
            made = initialised(factory.create(type));
            if (instances.isEmpty()) {
                instances = new LinkedHashMap<>(4);
            }
            instances.put(type, made);
        }
        return type.cast(made.object());
    }

    /** One whose init fails is no instance of the session, and ends here: each message that needs it makes another. */
    private InstanceFactory.Instance initialised(InstanceFactory.Instance made) {
        boolean done = false;
        try {
            if (made.object() instanceof Encoder encoder) {
                encoder.init(config);
            } else {
                ((Decoder) made.object()).init(config);
            }
            done = true;
            return made;
        } finally {
            if (!done) {
                made.destroy().run();
            }
        }
    }

    /** Destroys every instance that was made; one that fails does not stop the rest. */
    public void close() {
        List<InstanceFactory.Instance> made;
        synchronized (this) {
            closed = true;
            made = new ArrayList<>(instances.values());
            instances = Map.of();
        }
        made.forEach(SessionCoders::destroy);
    }

    private static void destroy(InstanceFactory.Instance made) {
        try {
            // A class that is both has one destroy for both.
            if (made.object() instanceof Encoder encoder) {
                encoder.destroy();
            } else {
                ((Decoder) made.object()).destroy();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, made.object().getClass().getName() + " failed in destroy", e);
        } finally {
            made.destroy().run();
        }
    }
}
