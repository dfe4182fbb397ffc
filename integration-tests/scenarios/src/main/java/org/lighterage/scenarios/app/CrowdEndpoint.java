package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

/**
 * Writes down the number of each patterned message that comes whole; at the text {@code send N} sends as many from a
 * thread each.
 */
@ServerEndpoint("/crowd")
@LargeMessages
public class CrowdEndpoint {

    private int received;

    @OnMessage
    public void text(String text, Session session) throws IOException {
        if (text.startsWith("send ")) {
            Crowd.send(session, Integer.parseInt(text.substring(5)));
        } else if (text.equals("how many")) {
            session.getBasicRemote().sendText("received " + received);
        } else {
            Pattern.numberOf(text);
            received++;
        }
    }

    @OnMessage
    public void binary(ByteBuffer bytes) {
        Pattern.numberOf(bytes);
        received++;
    }
}
