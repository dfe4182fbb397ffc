package org.lighterage.coders;

import jakarta.json.bind.Jsonb;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Closes what a coder has made, at the end of its session. */
final class JsonbClosing {

    private static final Logger LOG = System.getLogger(JsonbClosing.class.getName());

    private JsonbClosing() {}

    /** @param jsonb null where the coder was not initialised */
    static void close(Jsonb jsonb) {
        try {
            if (jsonb != null) {
                jsonb.close();
            }
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Closing " + jsonb, e);
        }
    }
}
