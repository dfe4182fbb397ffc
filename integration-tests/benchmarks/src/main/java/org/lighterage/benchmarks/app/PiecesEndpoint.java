package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a server takes for messages of 32,000 bytes themselves: as many ordinary ones as make a longer message, one after the other,
 * without anything that would put them together. An empty one ends them.
 */
@ServerEndpoint("/pieces/binary")
public class PiecesEndpoint {

    /** Bytes, as of Lighterage's frames by default. */
    public static final int LENGTH = 32_000;

    private Fingerprint coming = new Fingerprint();

    @OnOpen
    public void open(Session session) {
        session.setMaxBinaryMessageBufferSize(LENGTH);
    }

    @OnMessage
    public String upload(ByteBuffer piece) {
        if (piece.hasRemaining()) {
            coming.add(piece);
            return null;
        }
        String receipt = coming.receipt();
        coming = new Fingerprint();
        return receipt;
    }

    @OnMessage
    public void download(String payload, Session session) throws IOException {
        send(Payload.parse(payload), session.getBasicRemote()::sendBinary);
    }

    /** Sends all pieces of a message, and what ends it. */
    public static void send(Payload payload, PieceSender<ByteBuffer> sender) throws IOException {
        sendPieces(payload, sender);
        sender.send(ByteBuffer.allocate(0));
    }

    /** Sends all pieces of a message. */
    static void sendPieces(Payload payload, PieceSender<ByteBuffer> sender) throws IOException {
        ByteBuffer all = payload.bytes();
        while (all.hasRemaining()) {
            ByteBuffer piece = all.slice(all.position(), Math.min(LENGTH, all.remaining()));
            all.position(all.position() + piece.remaining());
            sender.send(piece);
        }
    }
}
