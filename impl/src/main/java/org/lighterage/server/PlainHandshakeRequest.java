package org.lighterage.server;

import jakarta.websocket.server.HandshakeRequest;
import java.net.URI;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lighterage.wire.Subprotocols;

/** A handshake request as an application's configurator sees it: without our subprotocol (PROTOCOL.md, section 2). */
record PlainHandshakeRequest(HandshakeRequest request) implements HandshakeRequest {

    @Override
    public Map<String, List<String>> getHeaders() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.getHeaders());
        List<String> offered = headers.get(SEC_WEBSOCKET_PROTOCOL);
        if (offered != null) {
            List<String> own = Subprotocols.applications(offered.stream()
                    .flatMap(line -> Arrays.stream(line.split(",")))
                    .map(String::strip)
                    .toList());
            if (own.isEmpty()) {
                headers.remove(SEC_WEBSOCKET_PROTOCOL);
            } else {
                headers.put(SEC_WEBSOCKET_PROTOCOL, List.of(String.join(", ", own)));
            }
        }
        return Collections.unmodifiableMap(headers);
    }

    @Override
    public Principal getUserPrincipal() {
        return request.getUserPrincipal();
    }

    @Override
    public URI getRequestURI() {
        return request.getRequestURI();
    }

    @Override
    public boolean isUserInRole(String role) {
        return request.isUserInRole(role);
    }

    @Override
    public Object getHttpSession() {
        return request.getHttpSession();
    }

    @Override
    public Map<String, List<String>> getParameterMap() {
        return request.getParameterMap();
    }

    @Override
    public String getQueryString() {
        return request.getQueryString();
    }
}
