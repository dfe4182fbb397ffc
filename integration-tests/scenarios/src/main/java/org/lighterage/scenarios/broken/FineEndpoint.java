package org.lighterage.scenarios.broken;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Could be deployed, were it alone. */
@ServerEndpoint("/fine")
public class FineEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
