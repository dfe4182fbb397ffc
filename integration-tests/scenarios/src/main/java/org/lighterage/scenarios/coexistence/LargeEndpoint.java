package org.lighterage.scenarios.coexistence;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** An endpoint that is to be taken over. */
@ServerEndpoint("/large")
@LargeMessages
public class LargeEndpoint {

    @OnMessage
    public String onMessage(String text) {
        return text;
    }
}
