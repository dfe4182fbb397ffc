package org.lighterage.benchmarks.contender;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.nio.ByteBuffer;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.app.PiecesEndpoint;
import org.lighterage.benchmarks.app.TextPiecesEndpoint;
import org.lighterage.benchmarks.server.Address;

/** The client of {@link PiecesEndpoint}; sent by the JDK's and received by Tomcat's, as {@link Lighterage} is. */
public final class OrdinaryPieces implements Contender {

    private final WebSocketContainer receiver = TomcatClient.container();

    @Override
    public String name() {
        return "messages of 32,000 bytes";
    }

    @Override
    public boolean carries(Payload payload) {
        return true;
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        boolean text = payload.kind().isText();
        return SlicedLink.open(
                server.webSocket("/pieces/" + (text ? "text" : "binary")),
                payload.kind(),
                text
                        ? (message, socket) -> TextPiecesEndpoint.send(message, socket::sendText)
                        : (message, socket) -> PiecesEndpoint.send(message, socket::sendBinary),
                receiver,
                new Receiver());
    }

    /** What comes is of the kind that was asked for. */
    private static final class Receiver extends AwaitingEndpoint {

        private Fingerprint coming = new Fingerprint();

        /** Whether nothing of a message has come. */
        private boolean empty = true;

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            MessageHandler.Partial<ByteBuffer> bytes = (part, last) -> {
                coming.add(part);
                added(part.hasRemaining(), last);
            };
            session.addMessageHandler(ByteBuffer.class, bytes);
            MessageHandler.Partial<String> texts = (part, last) -> {
                coming.add(part);
                added(!part.isEmpty(), last);
            };
            session.addMessageHandler(String.class, texts);
        }

        private void added(boolean something, boolean last) {
            empty &= !something;
            if (last && empty) {
                messages.put(coming.toString());
                coming = new Fingerprint();
            }
            empty |= last;
        }
    }
}
