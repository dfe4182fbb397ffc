package org.lighterage.scenarios.load;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;

/** Sends as many bytes as a text says, made while they leave, and does not wait. */
@ServerEndpoint("/source")
@LargeMessages
public class SourceEndpoint {

    @OnMessage
    public void send(String length, LighterageSession session) {
        session.send(new Zeros(Long.parseLong(length)));
    }
}
