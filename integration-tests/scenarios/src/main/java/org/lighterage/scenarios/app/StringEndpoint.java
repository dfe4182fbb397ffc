package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

@ServerEndpoint("/string")
@LargeMessages(maxMessageSize = "256MiB")
public class StringEndpoint {

    @OnMessage
    public String echo(String text) {
        return text;
    }
}
