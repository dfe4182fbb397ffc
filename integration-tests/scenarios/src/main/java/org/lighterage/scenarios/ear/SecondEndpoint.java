package org.lighterage.scenarios.ear;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Of the other WAR. */
@ServerEndpoint("/second")
@LargeMessages
public class SecondEndpoint {

    @Inject
    private Session session;

    @OnMessage
    public String echo(String text) {
        return "second of " + session.getRequestURI().getPath() + " " + text.length();
    }
}
