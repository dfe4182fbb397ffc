package org.lighterage.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** {@link Slices} on an ordinary endpoint; what is asked for and answered is binary, as of {@link OrdinaryTextEndpoint}. */
@ServerEndpoint("/slices")
public class SlicesEndpoint {

    /** A slice is longer than Tomcat's 8 KiB. */
    public static final int LIMIT = 64 << 10;

    private final Slices slices = new Slices();

    @OnOpen
    public void open(Session session) {
        session.setMaxTextMessageBufferSize(LIMIT);
    }

    @OnMessage
    public ByteBuffer upload(String slice) throws IOException {
        ByteBuffer message = slices.add(slice);
        if (message == null) {
            return null;
        }
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(message);
        return ByteBuffer.wrap(fingerprint.receipt().getBytes(UTF_8));
    }

    @OnMessage
    public void download(byte[] payload, Session session) throws IOException {
        Payload asked = Payload.parse(new String(payload, UTF_8));
        Slices.send(asked.array(), slice -> session.getBasicRemote().sendText(slice));
    }
}
