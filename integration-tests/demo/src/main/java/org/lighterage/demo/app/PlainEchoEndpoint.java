package org.lighterage.demo.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** An ordinary endpoint: messages over the server's buffer of 8 KiB close the connection with 1009. */
@ServerEndpoint("/plain-echo")
public class PlainEchoEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }

    @OnMessage
    public byte[] echo(byte[] bytes) {
        return bytes;
    }
}
