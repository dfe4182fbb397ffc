package org.lighterage.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.AlterableContext;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.lang.annotation.Annotation;
import org.lighterage.LighterageSession;
import org.lighterage.WebSocketScoped;

/**
 * The context of {@link WebSocketScoped}: on each thread that of the session whose callback runs there. One object for the
 * whole application, safe for use by any thread.
 */
final class WebSocketContext implements AlterableContext {

    private final ThreadLocal<BeanStore> current = new ThreadLocal<>();

    /** Runs a task with the beans of a session. Those of another session around it are back afterwards. */
    void run(BeanStore beans, Runnable task) {
        BeanStore outer = current.get();
        current.set(beans);
        try {
            task.run();
        } finally {
            if (outer == null) {
                // The thread is the container's: nothing of the application may stay with it.
                current.remove();
            } else {
                current.set(outer);
            }
        }
    }

    /** The session whose callback runs on this thread. */
    LighterageSession session() {
        return active().session();
    }

    private BeanStore active() {
        BeanStore beans = current.get();
        if (beans == null) {
            throw new ContextNotActiveException(
                    "@WebSocketScoped is active in callbacks of endpoints with @LargeMessages"
                            + " only, and this thread runs none");
        }
        return beans;
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return WebSocketScoped.class;
    }

    @Override
    public boolean isActive() {
        BeanStore beans = current.get();
        return beans != null && !beans.isEnded();
    }

    @Override
    public <T> T get(Contextual<T> contextual, CreationalContext<T> creationalContext) {
        return creationalContext == null ? get(contextual) : active().get(contextual, creationalContext);
    }

    @Override
    public <T> T get(Contextual<T> contextual) {
        return active().get(contextual);
    }

    @Override
    public void destroy(Contextual<?> contextual) {
        active().destroy(contextual);
    }
}
