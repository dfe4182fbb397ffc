package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What is done without us: one message, and the server's limits raised to its length, no further than it is needed, since
 * servers reserve that much. A message is answered by its receipt, and a text, which names a payload, by that.
 */
@ServerEndpoint("/ordinary/binary/{limit}")
public class OrdinaryBinaryEndpoint {

    @OnOpen
    public void open(Session session, @PathParam("limit") int limit) {
        session.setMaxBinaryMessageBufferSize(limit);
    }

    /** A buffer, which containers have without a copy. */
    @OnMessage
    public String upload(ByteBuffer bytes) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(bytes);
        return fingerprint.receipt();
    }

    @OnMessage
    public void download(String payload, Session session) throws IOException {
        session.getBasicRemote().sendBinary(Payload.parse(payload).directBytes());
    }
}
