package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessage;
import org.lighterage.LargeMessages;

/** Sends messages back as they are; on request twice, first without waiting. */
@ServerEndpoint("/ready/message")
@LargeMessages(memoryThreshold = "100000")
public class MessageEchoEndpoint {

    @OnMessage
    public LargeMessage echo(LargeMessage message, Session session) {
        if (message.getMetadata().containsKey("twice")) {
            session.getAsyncRemote().sendObject(message);
        }
        return message;
    }
}
