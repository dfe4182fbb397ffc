package org.lighterage.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import org.lighterage.session.CallbackScope;

/** Makes the scopes of an application's sessions. Safe for use by any thread. */
public final class CallbackScopes {

    private final WebSocketContext webSocketContext;
    private final RequestContexts requestContexts;

    public CallbackScopes(BeanManager beanManager) {
        this.webSocketContext =
                beanManager.getExtension(LighterageExtension.class).webSocketContext();
        this.requestContexts = new RequestContexts(beanManager);
    }

    /** The scope of a session that begins. */
    public CallbackScope newScope() {
        return new WebSocketCallbackScope(webSocketContext, requestContexts);
    }
}
