package org.lighterage.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
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
        return new PairedLink(
                new Upload(new JdkSocket(uri, Kind.BINARY)),
                new Download(receiver.connectToServer(endpoint, config, uri), endpoint));
    }

    private static final class Receiver extends Endpoint {

        private final Awaited messages = new Awaited();
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

        @Override
        public void onClose(Session session, CloseReason reason) {
            messages.fail(new IOException("Closed with " + reason));
        }

        @Override
        public void onError(Session session, Throwable error) {
            messages.fail(error);
        }
    }

    private record Upload(JdkSocket socket) implements Link {

        @Override
        public Receipt upload(Payload payload) throws Exception {
            PiecesEndpoint.send(payload, socket::sendBinary);
            return socket.awaitReceipt(payload);
        }

        @Override
        public void download(Payload payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private record Download(Session session, Receiver receiver) implements Link {

        @Override
        public Receipt upload(Payload payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void download(Payload payload) throws Exception {
            session.getBasicRemote().sendText(payload.toString());
            Receipt.verifyFingerprint(payload, receiver.messages.take());
        }

        @Override
        public void close() throws IOException {
            session.close();
        }
    }
}
