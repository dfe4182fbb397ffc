package org.lighterage.scenarios.contexts;

import jakarta.enterprise.inject.spi.CDI;
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

/** Notes in each callback whether CDI can be looked up and the application's classes be seen. */
@ServerEndpoint("/contexts/{name}")
@LargeMessages
public class ContextEndpoint {

    @Inject
    private Journal journal;

    @OnOpen
    public void open(@PathParam("name") String name) {
        note(name, "open");
    }

    @OnMessage
    public String text(String text, @PathParam("name") String name) {
        note(name, "message");
        if (text.equals("fail")) {
            throw new IllegalStateException("a failure that the test wants");
        }
        return text;
    }

    @OnError
    public void error(Throwable cause, Session session, @PathParam("name") String name) {
        note(name, "error");
    }

    @OnClose
    public void close(@PathParam("name") String name) {
        note(name, "close");
    }

    private void note(String name, String callback) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        journal.add(name + " " + callback + (sees(loader) ? "" : " has the loader " + loader)
                + (hasCdi() ? "" : " has no CDI") + " has all");
    }

    private static boolean hasCdi() {
        try {
            return CDI.current().select(Journal.class).isResolvable();
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static boolean sees(ClassLoader loader) {
        try {
            return loader.loadClass(ContextEndpoint.class.getName()) == ContextEndpoint.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
