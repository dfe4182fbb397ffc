package org.lighterage.scenarios.rules;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;

/** Gives the name of the test to those who see the connection's configuration only. */
public class TestNameConfigurator extends ServerEndpointConfig.Configurator {

    static String test(EndpointConfig config) {
        return (String) config.getUserProperties().get("test");
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        config.getUserProperties().put("test", request.getQueryString());
    }
}
