package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** No business of ours: the container deploys it. */
@ServerEndpoint("/ordinary")
public class OrdinaryEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
