package org.lighterage.cdi;

import org.lighterage.session.ApplicationSession;
import org.lighterage.session.CallbackScope;

/** Surrounds the callbacks of one session with its WebSocket context and a request context. Safe for use by any thread. */
final class WebSocketCallbackScope implements CallbackScope {

    private final WebSocketContext webSocketContext;
    private final RequestContexts requestContexts;
    private final BeanStore beans = new BeanStore();

    WebSocketCallbackScope(WebSocketContext webSocketContext, RequestContexts requestContexts) {
        this.webSocketContext = webSocketContext;
        this.requestContexts = requestContexts;
    }

    @Override
    public void run(ApplicationSession session, Runnable callback) {
        beans.setSession(session);
        runInContexts(callback);
    }

    @Override
    public void end() {
        // What @PreDestroy methods call finds the contexts that callbacks find.
        runInContexts(beans::end);
    }

    private void runInContexts(Runnable task) {
        webSocketContext.run(beans, () -> requestContexts.run(task));
    }
}
