package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Has subprotocols of its own, and answers what was negotiated. */
@ServerEndpoint(
        value = "/subprotocol",
        subprotocols = {"chat", "news"})
@LargeMessages
public class SubprotocolEndpoint {

    @OnMessage
    public String negotiated(String text, Session session) {
        return "negotiated " + session.getNegotiatedSubprotocol();
    }
}
