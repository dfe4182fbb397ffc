package org.lighterage.client;

import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lighterage.wire.Subprotocols;

/** A handshake response as an application's configurator sees it: without our subprotocol (PROTOCOL.md, section 2). */
record PlainHandshakeResponse(HandshakeResponse response) implements HandshakeResponse {

    @Override
    public Map<String, List<String>> getHeaders() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(response.getHeaders());
        List<String> chosen = headers.remove(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL);
        if (chosen != null && !chosen.isEmpty()) {
            String own = Subprotocols.application(chosen.get(0));
            if (!own.isEmpty()) {
                headers.put(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL, List.of(own));
            }
        }
        return Collections.unmodifiableMap(headers);
    }
}
