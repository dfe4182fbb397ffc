package org.lighterage.server;

import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The remote address of the request that a thread serves, which the handshake of a WebSocket does not tell: most servers
 * do both on the same thread.
 */
public final class RemoteAddress implements ServletRequestListener {

    private static final ThreadLocal<String> OF_HANDSHAKE = new ThreadLocal<>();

    /** Null where it is not known. */
    static String ofHandshake() {
        return OF_HANDSHAKE.get();
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        if (event.getServletRequest() instanceof HttpServletRequest request && request.getHeader("Upgrade") != null) {
            OF_HANDSHAKE.set(request.getRemoteAddr());
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        OF_HANDSHAKE.remove();
    }
}
