package org.lighterage.server;

import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;

/**
 * The application's own configuration of an endpoint with the user properties of one connection: what handshake hooks,
 * {@code @OnOpen}, encoders and decoders are given (Jakarta WebSocket, section 2.1.2).
 */
record PerConnectionConfig(ServerEndpointConfig user, Map<String, Object> userProperties)
        implements ServerEndpointConfig {

    @Override
    public Class<?> getEndpointClass() {
        return user.getEndpointClass();
    }

    @Override
    public String getPath() {
        return user.getPath();
    }

    @Override
    public List<String> getSubprotocols() {
        return user.getSubprotocols();
    }

    @Override
    public List<Extension> getExtensions() {
        return user.getExtensions();
    }

    @Override
    public Configurator getConfigurator() {
        return user.getConfigurator();
    }

    @Override
    public List<Class<? extends Encoder>> getEncoders() {
        return user.getEncoders();
    }

    @Override
    public List<Class<? extends Decoder>> getDecoders() {
        return user.getDecoders();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return userProperties;
    }
}
