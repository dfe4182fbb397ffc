package org.lighterage.session;

import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;

/**
 * What the container's session tells of its connection from the first to the last callback. Kept, since containers do not
 * tell it any more once the connection has ended, and onClose, which may run later, is where applications ask for it.
 */
record ConnectionFacts(
        WebSocketContainer container,
        String protocolVersion,
        String negotiatedSubprotocol,
        List<Extension> negotiatedExtensions,
        boolean isSecure,
        URI requestUri,
        Map<String, List<String>> requestParameters,
        String queryString,
        Map<String, String> pathParameters,
        Map<String, Object> userProperties,
        Principal userPrincipal) {

    static ConnectionFacts of(Session session, ApplicationEndpoint endpoint) {
        return new ConnectionFacts(
                session.getContainer(),
                session.getProtocolVersion(),
                session.getNegotiatedSubprotocol(),
                session.getNegotiatedExtensions(),
                session.isSecure(),
                session.getRequestURI(),
                session.getRequestParameterMap(),
                session.getQueryString(),
                endpoint.pathParameters(session.getPathParameters()),
                session.getUserProperties(),
                session.getUserPrincipal());
    }
}
