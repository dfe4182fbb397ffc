package org.lighterage.scenarios.app;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import org.lighterage.LargeMessages;

/** Tells what its configurator and its @OnOpen were given, and takes messages of at most 1,000 bytes. */
@ServerEndpoint(value = "/handshake", subprotocols = "chat", configurator = HandshakeEndpoint.Configurator.class)
@LargeMessages
public class HandshakeEndpoint {

    /** Puts what it sees into the user properties of the connection. */
    public static class Configurator extends ServerEndpointConfig.Configurator {

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            config.getUserProperties()
                    .put(
                            "seen",
                            config.getPath() + " " + config.getEndpointClass().getSimpleName() + " "
                                    + config.getSubprotocols() + " "
                                    + request.getHeaders()
                                            .getOrDefault(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL, List.of()));
        }
    }

    @OnOpen
    public void open(Session session, EndpointConfig config) throws IOException {
        ServerEndpointConfig own = (ServerEndpointConfig) config;
        session.getBasicRemote()
                .sendText(config.getUserProperties().get("seen") + ", " + own.getPath() + " "
                        + own.getEndpointClass().getSimpleName() + ", "
                        + session.getUserProperties()
                                .get("seen")
                                .equals(config.getUserProperties().get("seen")));
    }

    @OnMessage(maxMessageSize = 1000)
    public String echo(String text) {
        return text;
    }
}
