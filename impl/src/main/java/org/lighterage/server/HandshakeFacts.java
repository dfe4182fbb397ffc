package org.lighterage.server;

import jakarta.websocket.server.HandshakeRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lighterage.wire.Subprotocols;

/**
 * What only the handshake tells of a connection, and its session needs. Handed on among the user properties, the one
 * thing that every container brings from the one to the other, and removed before the application sees them.
 *
 * @param origin of the page that connects, or null
 * @param remoteAddress of the client, or null where it is not known
 */
record HandshakeFacts(String origin, String remoteAddress) {

    private static final String PROPERTY = HandshakeFacts.class.getName();

    private static final HandshakeFacts NONE = new HandshakeFacts(null, null);

    /** Keeps them of peers that offer Lighterage; nobody asks for those of others. */
    static void keep(HandshakeRequest request, Map<String, Object> userProperties) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.getHeaders());
        boolean offered = headers.getOrDefault(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL, List.of()).stream()
                .anyMatch(line -> line.contains(Subprotocols.ALONE));
        if (offered) {
            List<String> origins = headers.getOrDefault("Origin", List.of());
            userProperties.put(
                    PROPERTY,
                    new HandshakeFacts(origins.isEmpty() ? null : origins.get(0), RemoteAddress.ofHandshake()));
        }
    }

    /** @param maps where the container may have put the user properties of a connection */
    @SafeVarargs
    static HandshakeFacts take(Map<String, Object>... maps) {
        HandshakeFacts facts = NONE;
        for (Map<String, Object> userProperties : maps) {
            if (userProperties.remove(PROPERTY) instanceof HandshakeFacts found) {
                facts = found;
            }
        }
        return facts;
    }
}
