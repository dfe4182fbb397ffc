package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** {@link PiecesEndpoint} that puts pieces together, and checks them. */
@ServerEndpoint("/pieces/joined")
public class JoinedPiecesEndpoint {

    private final JoinedPieces coming = new JoinedPieces();

    @OnOpen
    public void open(Session session) {
        session.setMaxBinaryMessageBufferSize(PiecesEndpoint.LENGTH);
    }

    @OnMessage
    public String upload(ByteBuffer piece) throws IOException {
        Fingerprint whole = coming.add(piece);
        return whole == null ? null : whole.receipt();
    }

    @OnMessage
    public void download(String payload, Session session) throws IOException {
        JoinedPieces.send(Payload.parse(payload), session.getBasicRemote()::sendBinary);
    }
}
