package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import org.lighterage.benchmarks.app.Slices;
import org.lighterage.benchmarks.app.SlicesEndpoint;
import org.lighterage.benchmarks.server.Address;

/** {@link Slices}, none of which waits for an answer; sent by the JDK's client and received by Tomcat's, as {@link Lighterage} is. */
public final class Base64Slices implements Contender {

    private final WebSocketContainer receiver = new WsWebSocketContainer();

    public Base64Slices() {
        receiver.setDefaultMaxTextMessageBufferSize(SlicesEndpoint.LIMIT);
    }

    @Override
    public String name() {
        return "Base64 slices in JSON";
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        URI uri = server.webSocket("/slices");
        Receiver endpoint = new Receiver();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        // Slices are texts.
        return new PairedLink(
                new Upload(new JdkSocket(uri, Kind.ASCII)),
                new Download(receiver.connectToServer(endpoint, config, uri), endpoint));
    }

    private static final class Receiver extends Endpoint {

        private final Awaited messages = new Awaited();
        private final Slices slices = new Slices();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::add);
        }

        private void add(String slice) {
            try {
                ByteBuffer message = slices.add(slice);
                if (message != null) {
                    Fingerprint came = new Fingerprint();
                    came.add(message);
                    messages.put(came.toString());
                }
            } catch (IOException e) {
                messages.fail(e);
            }
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            onError(session, new IOException("Closed with " + reason));
        }

        @Override
        public void onError(Session session, Throwable error) {
            messages.fail(error);
        }
    }

    private record Upload(JdkSocket socket) implements Link {

        @Override
        public Receipt upload(Payload payload) throws Exception {
            Slices.send(payload.array(), socket::sendText);
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
            session.getBasicRemote()
                    .sendBinary(ByteBuffer.wrap(payload.toString().getBytes(UTF_8)));
            Receipt.verifyFingerprint(payload, receiver.messages.take());
        }

        @Override
        public void close() throws IOException {
            session.close();
        }
    }
}
