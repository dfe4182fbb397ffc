package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Accepts the subprotocol and does not speak it: as servers do that answer with whatever was offered first. */
@ServerEndpoint(value = "/pretending", subprotocols = "lighterage.v1")
public class PretendingEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }

    /** Some containers close a connection that brings what no method takes. */
    @OnMessage
    public void ignore(byte[] bytes) {}
}
