package org.lighterage.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

/** {@link OrdinaryTextEndpoint} with {@code @LargeMessages}, and nothing else changed. */
@ServerEndpoint("/large/text")
@LargeMessages(maxMessageSize = "1GiB")
public class LargeTextEndpoint {

    @OnMessage
    public ByteBuffer upload(String text) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(text);
        return ByteBuffer.wrap(fingerprint.receipt().getBytes(UTF_8));
    }

    @OnMessage
    public void download(byte[] payload, Session session) throws IOException {
        session.getBasicRemote()
                .sendText(Payload.parse(new String(payload, UTF_8)).text());
    }
}
