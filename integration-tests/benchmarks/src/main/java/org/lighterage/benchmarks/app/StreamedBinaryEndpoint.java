package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import org.lighterage.LargeMessages;

/** {@link LargeBinaryEndpoint} that reads the message while it comes. */
@ServerEndpoint("/streamed/binary")
@LargeMessages(maxMessageSize = "1GiB", streaming = true)
public class StreamedBinaryEndpoint {

    @OnMessage
    public String upload(InputStream bytes) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(bytes);
        return fingerprint.receipt();
    }

    @OnMessage
    public void download(String payload, Session session) throws IOException {
        session.getBasicRemote().sendBinary(Payload.parse(payload).bytes());
    }
}
