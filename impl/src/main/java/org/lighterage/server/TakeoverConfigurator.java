package org.lighterage.server;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import org.lighterage.wire.Subprotocols;

/** Delegates every hook of the handshake to the user's configurator, and hides our subprotocol from it. */
final class TakeoverConfigurator extends ServerEndpointConfig.Configurator {

    private final TakenOverEndpoint endpoint;
    private final ServerEndpointConfig.Configurator user;

    TakeoverConfigurator(TakenOverEndpoint endpoint) {
        this.endpoint = endpoint;
        this.user = endpoint.userConfigurator();
    }

    /** Called by every container once per connection, so that our endpoint needs no constructor without parameters. */
    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) throws InstantiationException {
        return endpointClass.cast(new ConnectionEndpoint(endpoint));
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        String chosen = user.getNegotiatedSubprotocol(
                endpoint.userConfig().getSubprotocols(), Subprotocols.applications(requested));
        String answer = Subprotocols.answer(requested, chosen == null ? "" : chosen);
        return answer == null ? "" : answer;
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return user.getNegotiatedExtensions(installed, requested);
    }

    @Override
    public boolean checkOrigin(String origin) {
        return user.checkOrigin(origin);
    }

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        HandshakeFacts.keep(request, config.getUserProperties());
        user.modifyHandshake(
                new PerConnectionConfig(endpoint.userConfig(), config.getUserProperties()),
                new PlainHandshakeRequest(request),
                response);
    }
}
