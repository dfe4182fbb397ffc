package org.lighterage.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.wire.Utf8;

/** The same as {@link PiecesEndpoint} with text and binary exchanged. */
@ServerEndpoint("/pieces/text")
public class TextPiecesEndpoint {

    private Fingerprint coming = new Fingerprint();

    @OnOpen
    public void open(Session session) {
        session.setMaxTextMessageBufferSize(PiecesEndpoint.LENGTH);
    }

    @OnMessage
    public ByteBuffer upload(String piece) {
        if (!piece.isEmpty()) {
            coming.add(piece);
            return null;
        }
        String receipt = coming.receipt();
        coming = new Fingerprint();
        return ByteBuffer.wrap(receipt.getBytes(UTF_8));
    }

    @OnMessage
    public void download(byte[] payload, Session session) throws IOException {
        send(Payload.parse(new String(payload, UTF_8)), session.getBasicRemote()::sendText);
    }

    /** Sends all pieces of a message, each as many characters as take {@value PiecesEndpoint#LENGTH} bytes on average. */
    public static void send(Payload payload, PieceSender<String> sender) throws IOException {
        String all = payload.text();
        int count = payload.charsOf(PiecesEndpoint.LENGTH);
        int from = 0;
        while (from < all.length()) {
            int end = Utf8.endOfPiece(all, from, count);
            sender.send(all.substring(from, end));
            from = end;
        }
        sender.send("");
    }
}
