package org.lighterage.scenarios.identity;

import jakarta.inject.Inject;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;
import org.lighterage.scenarios.app.Journal;

/** Notes in each callback who the session belongs to. */
@ServerEndpoint("/identity/{name}")
@LargeMessages
public class IdentityEndpoint {

    @Inject
    private Journal journal;

    @OnOpen
    public void open(Session session, @PathParam("name") String name) {
        note("open", session, name);
    }

    @OnMessage
    public String text(String text, Session session, @PathParam("name") String name) {
        note("message", session, name);
        throw new IllegalStateException("a failure that the test wants");
    }

    @OnError
    public void error(Throwable cause, Session session, @PathParam("name") String name) {
        note("error", session, name);
    }

    @OnClose
    public void close(Session session, @PathParam("name") String name) {
        note("close", session, name);
    }

    private void note(String callback, Session session, String name) {
        String user = session.getUserPrincipal() == null
                ? "nobody"
                : session.getUserPrincipal().getName();
        journal.add(name + " " + callback + " of " + user);
    }
}
