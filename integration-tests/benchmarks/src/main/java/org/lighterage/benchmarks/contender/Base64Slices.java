package org.lighterage.benchmarks.contender;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.app.Slices;
import org.lighterage.benchmarks.app.SlicesEndpoint;
import org.lighterage.benchmarks.server.Address;

/** {@link Slices}, none of which waits for an answer; sent by the JDK's client and received by Tomcat's, as {@link Lighterage} is. */
public final class Base64Slices implements Contender {

    private final WebSocketContainer receiver = TomcatClient.container();

    public Base64Slices() {
        receiver.setDefaultMaxTextMessageBufferSize(SlicesEndpoint.LIMIT);
    }

    @Override
    public String name() {
        return "Base64 slices in JSON";
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        // Slices are texts.
        return SlicedLink.open(
                server.webSocket("/slices"),
                Kind.ASCII,
                (message, socket) -> Slices.send(message.array(), socket::sendText),
                receiver,
                new Receiver());
    }

    private static final class Receiver extends AwaitingEndpoint {

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
    }
}
