package org.lighterage.benchmarks.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

/** {@link LargeTextEndpoint} that reads the message while it comes. */
@ServerEndpoint("/streamed/text")
@LargeMessages(maxMessageSize = "1GiB", streaming = true)
public class StreamedTextEndpoint {

    @OnMessage
    public ByteBuffer upload(Reader text) throws IOException {
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
