package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import org.lighterage.LargeMessage;
import org.lighterage.LargeMessages;

/** Keeps each message until the next has come, and answers with both. */
@ServerEndpoint("/large-message")
@LargeMessages
public class LargeMessageEndpoint {

    private LargeMessage before;

    @OnMessage
    public String take(LargeMessage message) throws IOException {
        String answer = describe(message) + (before == null ? "" : " after " + describe(before));
        if (before != null) {
            before.close();
        }
        message.keep();
        before = message;
        return answer;
    }

    private static String describe(LargeMessage message) throws IOException {
        try (InputStream stream = message.openStream()) {
            return (message.isText() ? "text " : "binary ") + message.getLength() + " " + message.getMetadata() + " "
                    + Digest.of(stream);
        }
    }
}
