package org.lighterage.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lets tasks run in a request context, started for them where the container has none. Safe for use by any thread.
 *
 * <p>A controller remembers that it has started a context (Weld's does), so none is used by two callbacks at once. They
 * are dependent objects, and kept for reuse: there are as many as there were callbacks at the same time.
 */
final class RequestContexts {

    private static final Logger LOG = System.getLogger(RequestContexts.class.getName());

    private final BeanManager beanManager;
    private final Queue<RequestContextController> idle = new ConcurrentLinkedQueue<>();

    RequestContexts(BeanManager beanManager) {
        this.beanManager = beanManager;
    }

    /** Runs a task in the active request context, or in one that begins and ends with it. */
    void run(Runnable task) {
        RequestContextController controller = activate();
        try {
            task.run();
        } finally {
            if (controller != null) {
                deactivate(controller);
            }
        }
    }

    /** How many controllers wait for a callback. */
    int idle() {
        return idle.size();
    }

    /** The controller that has started a context, or null where there is nothing to end. */
    private RequestContextController activate() {
        try {
            RequestContextController reused = idle.poll();
            RequestContextController controller = reused == null ? newController() : reused;
            if (controller.activate()) {
                return controller;
            }
            // OpenWebBeans would end the container's context when asked to, so it is not.
            idle.add(controller);
        } catch (RuntimeException e) {
            // Where the server stops CDI before the last sessions end, their @OnClose is called all the same.
            LOG.log(Level.WARNING, "A callback runs without a request context", e);
        }
        return null;
    }

    private RequestContextController newController() {
        Bean<?> bean = beanManager.resolve(beanManager.getBeans(RequestContextController.class));
        return (RequestContextController) beanManager.getReference(
                bean, RequestContextController.class, beanManager.createCreationalContext(bean));
    }

    private void deactivate(RequestContextController controller) {
        try {
            controller.deactivate();
            idle.add(controller);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Ending the request context of a callback", e);
        }
    }
}
