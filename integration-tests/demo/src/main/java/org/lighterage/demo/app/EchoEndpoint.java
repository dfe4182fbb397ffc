package org.lighterage.demo.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** The ordinary endpoint with one annotation more. */
@ServerEndpoint("/echo")
@LargeMessages(maxMessageSize = "64MiB")
public class EchoEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }

    @OnMessage
    public byte[] echo(byte[] bytes) {
        return bytes;
    }
}
