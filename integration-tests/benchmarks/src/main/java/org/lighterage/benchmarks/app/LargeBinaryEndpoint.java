package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

/** {@link OrdinaryBinaryEndpoint} with {@code @LargeMessages}, and nothing else changed. */
@ServerEndpoint("/large/binary")
@LargeMessages(maxMessageSize = "1GiB")
public class LargeBinaryEndpoint {

    @OnMessage
    public String upload(ByteBuffer bytes) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(bytes);
        return fingerprint.receipt();
    }

    @OnMessage
    public void download(String payload, Session session) throws IOException {
        session.getBasicRemote().sendBinary(Payload.parse(payload).bytes());
    }
}
