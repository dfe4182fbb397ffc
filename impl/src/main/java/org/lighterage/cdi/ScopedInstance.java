package org.lighterage.cdi;

import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** An instance of a bean with all that it takes to destroy it. */
record ScopedInstance<T>(Contextual<T> contextual, CreationalContext<T> creationalContext, T object) {

    private static final Logger LOG = System.getLogger(ScopedInstance.class.getName());

    static <T> ScopedInstance<T> create(Contextual<T> contextual, CreationalContext<T> creationalContext) {
        return new ScopedInstance<>(contextual, creationalContext, contextual.create(creationalContext));
    }

    /** Called once. A failure is logged: it concerns neither the other beans nor the session. */
    void destroy() {
        try {
            contextual.destroy(object, creationalContext);
        } catch (RuntimeException | LinkageError e) {
            // A LinkageError where the application's classes are gone already, as on undeploy they may be.
            LOG.log(Level.WARNING, "Destroying " + contextual, e);
        }
    }
}
