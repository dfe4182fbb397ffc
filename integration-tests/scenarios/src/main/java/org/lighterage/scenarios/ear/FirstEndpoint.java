package org.lighterage.scenarios.ear;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Of the one WAR. */
@ServerEndpoint("/first")
@LargeMessages
public class FirstEndpoint {

    @Inject
    private Session session;

    @OnMessage
    public String echo(String text) {
        return "first of " + session.getRequestURI().getPath() + " " + text.length();
    }
}
