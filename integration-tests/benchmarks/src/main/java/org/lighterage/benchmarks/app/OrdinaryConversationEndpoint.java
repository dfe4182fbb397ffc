package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** {@link InterleavedEndpoint} without us. */
@ServerEndpoint("/ordinary/conversation/{limit}")
public class OrdinaryConversationEndpoint {

    @OnOpen
    public void open(Session session, @PathParam("limit") int limit) {
        session.setMaxBinaryMessageBufferSize(limit);
    }

    @OnMessage
    public String upload(ByteBuffer bytes) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(bytes);
        return fingerprint.receipt();
    }

    @OnMessage
    public void echo(String text, Session session) throws IOException {
        session.getBasicRemote().sendText(text);
    }
}
