package org.lighterage.scenarios.load;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.scenarios.app.Digest;

/** Lets short messages overtake long ones, and sends a long one that ends when the gate is opened. */
@ServerEndpoint("/interleaved")
@LargeMessages(ordering = "interleaved")
public class InterleavedEndpoint {

    private static final int HALF = 2_000_000;

    @Inject
    private Gate gate;

    @OnMessage
    public String text(String text, LighterageSession session) {
        if (text.equals("send")) {
            session.send(HeldStream.of(HALF, gate::await));
        }
        return text;
    }

    @OnMessage
    public String digest(InputStream bytes) throws IOException {
        return Digest.of(bytes);
    }
}
