package org.lighterage.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.client.LighterageClient;

/** A message of Lighterage that is sent in two parts, without the second. */
public final class LighterageHalves implements HalfSender {

    private final LighterageClient client = LighterageClient.builder()
            .container(new WsWebSocketContainer())
            .required()
            .build();

    @Override
    public String name() {
        return "Lighterage";
    }

    @Override
    public void sendHalf(Address server, Payload message) throws Exception {
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                // Nothing comes.
            }
        };
        Session session = client.connectToServer(
                endpoint, ClientEndpointConfig.Builder.create().build(), server.webSocket("/large/binary"));
        ByteBuffer half = message.bytes().limit(message.length() / 2);
        session.getBasicRemote().sendBinary(half, false);
    }

    @Override
    public void close() {
        client.close();
    }
}
