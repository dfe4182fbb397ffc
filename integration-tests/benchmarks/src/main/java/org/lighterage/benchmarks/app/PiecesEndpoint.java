package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What no protocol that cuts messages into frames of 32,000 bytes can surpass on a server: as many ordinary messages of that length,
 * one after the other, without anything that would put them together. A shorter one is the last.
 */
@ServerEndpoint("/pieces")
public class PiecesEndpoint {

    /** Bytes, as of Lighterage's frames by default. */
    public static final int LENGTH = 32_000;

    /** What sends one piece. */
    @FunctionalInterface
    public interface Sender {

        void send(ByteBuffer piece) throws IOException;
    }

    private Fingerprint coming = new Fingerprint();

    @OnOpen
    public void open(Session session) {
        session.setMaxBinaryMessageBufferSize(LENGTH);
    }

    @OnMessage
    public String upload(ByteBuffer piece) {
        coming.add(piece);
        if (piece.remaining() == LENGTH) {
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

    /** Sends all pieces of a message. */
    public static void send(Payload payload, Sender sender) throws IOException {
        ByteBuffer all = payload.bytes();
        int end = all.limit();
        int count = LENGTH;
        while (count == LENGTH) {
            count = Math.min(LENGTH, end - all.position());
            sender.send(all.slice(all.position(), count));
            all.position(all.position() + count);
        }
    }
}
