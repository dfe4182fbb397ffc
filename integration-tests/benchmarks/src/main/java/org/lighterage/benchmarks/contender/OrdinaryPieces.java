package org.lighterage.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.nio.ByteBuffer;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.app.PiecesEndpoint;
import org.lighterage.benchmarks.server.Address;

/** The client of {@link PiecesEndpoint}; sent by the JDK's and received by Tomcat's, as {@link Lighterage} is. */
public final class OrdinaryPieces implements Contender {

    private final WebSocketContainer receiver = new WsWebSocketContainer();

    @Override
    public String name() {
        return "messages of 32,000 bytes";
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        URI uri = server.webSocket("/pieces");
        Receiver endpoint = new Receiver();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        return new SlicedLink(
                new JdkSocket(uri, Kind.BINARY),
                (message, socket) -> PiecesEndpoint.send(message, socket::sendBinary),
                receiver.connectToServer(endpoint, config, uri),
                (session, message) -> session.getBasicRemote().sendText(message.toString()),
                endpoint);
    }

    private static final class Receiver extends AwaitingEndpoint {

        private Fingerprint coming = new Fingerprint();
        private int length;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            MessageHandler.Partial<ByteBuffer> parts = this::add;
            session.addMessageHandler(ByteBuffer.class, parts);
        }

        private void add(ByteBuffer part, boolean last) {
            coming.add(part);
            length += part.remaining();
            if (!last) {
                return;
            }
            if (length < PiecesEndpoint.LENGTH) {
                messages.put(coming.toString());
                coming = new Fingerprint();
            }
            length = 0;
        }
    }
}
