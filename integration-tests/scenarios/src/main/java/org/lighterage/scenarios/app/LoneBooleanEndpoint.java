package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

@ServerEndpoint("/not")
@LargeMessages
public class LoneBooleanEndpoint {

    @OnMessage
    public Boolean not(boolean value) {
        return !value;
    }
}
