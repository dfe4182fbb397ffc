package org.lighterage.scenarios.load;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import org.lighterage.LargeMessages;
import org.lighterage.scenarios.app.Digest;

/** Takes messages as slowly as a test wants: the text {@code wait} holds the session at the gate. */
@ServerEndpoint("/gate")
@LargeMessages(maxMessageSize = "1GiB")
public class GateEndpoint {

    @Inject
    private Gate gate;

    @OnMessage
    public String text(String text) throws InterruptedException {
        switch (text) {
            case "close" -> gate.close();
            case "open" -> gate.open();
            default -> gate.await();
        }
        return text;
    }

    @OnMessage
    public String digest(InputStream bytes) throws IOException {
        return Digest.of(bytes);
    }
}
