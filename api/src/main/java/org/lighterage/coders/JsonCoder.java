package org.lighterage.coders;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.websocket.EndpointConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;

/** What reading and writing JSON have in common: the type that a subclass gives, and a {@link Jsonb} of its own. */
abstract class JsonCoder {

    private static final Logger LOG = System.getLogger(JsonCoder.class.getName());

    private final Type type;
    private Jsonb jsonb;

    /** @param generic the coder whose type parameter says what is coded */
    JsonCoder(Class<? extends JsonCoder> generic) {
        type = TypeOfSubclass.find(getClass(), generic);
    }

    /**
     * Makes what codes JSON, once for each coder; {@link #destroy} closes it. Overridden to configure it otherwise, and
     * together with {@link #destroy} to share one.
     *
     * @param config of the endpoint
     */
    protected Jsonb jsonb(EndpointConfig config) {
        return JsonbBuilder.create();
    }

    /** Called by the container before anything is coded. */
    public void init(EndpointConfig config) {
        jsonb = jsonb(config);
    }

    /** Called by the container at the end of the session. */
    public void destroy() {
        try {
            // Null where the coder was not initialised.
            if (jsonb != null) {
                jsonb.close();
            }
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Closing " + jsonb, e);
        }
    }

    Type type() {
        return type;
    }

    Jsonb jsonb() {
        return jsonb;
    }
}
