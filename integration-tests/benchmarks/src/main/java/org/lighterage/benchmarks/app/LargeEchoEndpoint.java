package org.lighterage.benchmarks.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** The echo that is taken over. */
@ServerEndpoint("/large-echo")
@LargeMessages
public class LargeEchoEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
