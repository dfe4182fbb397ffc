package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Accepts the subprotocol and sends back whatever comes. */
@ServerEndpoint(value = "/echoing", subprotocols = "lighterage.v1")
public class EchoingEndpoint {

    @OnMessage
    public byte[] echo(byte[] bytes) {
        return bytes;
    }
}
