package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import org.lighterage.LargeMessages;

/**
 * Takes large messages and echoes short texts, which overtake them. Not streaming: callbacks do not overlap, and what
 * overtakes a message that is being read would wait for its end.
 */
@ServerEndpoint("/interleaved")
@LargeMessages(maxMessageSize = "1GiB", ordering = "interleaved")
public class InterleavedEndpoint {

    @OnMessage
    public String upload(InputStream bytes) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(bytes);
        return fingerprint.receipt();
    }

    @OnMessage
    public void echo(String text, Session session) throws IOException {
        session.getBasicRemote().sendText(text);
    }
}
