package org.lighterage.benchmarks.contender;

import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.JoinedPieces;
import org.lighterage.benchmarks.app.JoinedPiecesEndpoint;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/** The client of {@link JoinedPiecesEndpoint}; with the same clients as {@link OrdinaryPieces}. */
public final class CheckedPieces implements Contender {

    private final WebSocketContainer receiver = TomcatClient.container();

    @Override
    public String name() {
        return "the same, checked and joined";
    }

    @Override
    public boolean carries(Payload payload) {
        return !payload.kind().isText();
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        return SlicedLink.open(
                server.webSocket("/pieces/joined"),
                payload.kind(),
                (message, socket) -> JoinedPieces.send(message, socket::sendBinary),
                receiver,
                new Receiver());
    }

    private static final class Receiver extends AwaitingEndpoint {

        private final JoinedPieces coming = new JoinedPieces();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            MessageHandler.Whole<ByteBuffer> pieces = this::add;
            session.addMessageHandler(ByteBuffer.class, pieces);
        }

        private void add(ByteBuffer piece) {
            try {
                Fingerprint whole = coming.add(piece);
                if (whole != null) {
                    messages.put(whole.toString());
                }
            } catch (IOException e) {
                messages.fail(e);
            }
        }
    }
}
