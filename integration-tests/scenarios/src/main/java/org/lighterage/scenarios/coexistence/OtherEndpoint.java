package org.lighterage.scenarios.coexistence;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Another endpoint that knows nothing of the library. */
@ServerEndpoint("/other")
public class OtherEndpoint {

    @OnMessage
    public String onMessage(String text) {
        return text;
    }
}
