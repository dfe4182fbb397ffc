package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** The echo that is the container's. */
@ServerEndpoint("/ordinary-echo")
public class OrdinaryEchoEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
