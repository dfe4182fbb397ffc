package org.lighterage.scenarios.coexistence;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** An endpoint that knows nothing of the library. */
@ServerEndpoint("/plain")
public class PlainEndpoint {

    @OnMessage
    public String onMessage(String text) {
        return text;
    }
}
