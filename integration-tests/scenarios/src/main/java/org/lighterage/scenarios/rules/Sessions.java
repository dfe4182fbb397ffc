package org.lighterage.scenarios.rules;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Endpoints that look at their sessions. */
public final class Sessions {

    private Sessions() {}

    /** Answers with what it sees of the sessions of the endpoint, which those of the test share. */
    @ServerEndpoint("/sessions/open/{test}")
    public static class Open {

        private static final Set<Session> OPEN = ConcurrentHashMap.newKeySet();

        @OnOpen
        public void open(Session session) {
            OPEN.add(session);
        }

        @OnMessage
        public String ask(String what, Session session, @PathParam("test") String test) throws IOException {
            if (what.equals("broadcast")) {
                for (Session other : session.getOpenSessions()) {
                    if (test.equals(other.getPathParameters().get("test"))) {
                        other.getBasicRemote().sendText("news");
                    }
                }
                return "end";
            }
            Set<Session> open = session.getOpenSessions();
            long ofTest = open.stream()
                    .filter(other -> test.equals(other.getPathParameters().get("test")))
                    .count();
            boolean same = open.stream()
                    .filter(other -> test.equals(other.getPathParameters().get("test")))
                    .allMatch(other -> OPEN.stream().anyMatch(seen -> seen == other));
            return ofTest + " " + open.contains(session) + " " + same;
        }

        @OnClose
        public void close(Session session, @PathParam("test") String test) {
            OPEN.remove(session);
            Notes.add(test, "closed");
        }
    }

    /** Ends after a while in which nothing comes. */
    @ServerEndpoint("/sessions/idle")
    public static class Idle {

        @OnMessage
        public void idle(String milliseconds, Session session) throws IOException {
            // First: a slow machine may take longer than the timeout to answer.
            session.getBasicRemote().sendText("from now on");
            session.setMaxIdleTimeout(Long.parseLong(milliseconds));
            Notes.add(session.getQueryString(), "after " + session.getMaxIdleTimeout());
        }

        @OnClose
        public void close(Session session) {
            Notes.add(session.getQueryString(), "closed");
        }
    }

    /** Answers with what its session says. */
    @ServerEndpoint("/sessions/facts/{name}")
    public static class Facts {

        @OnMessage
        public String facts(String what, Session session) {
            return switch (what) {
                case "request" -> session.getRequestURI().getPath() + " " + session.getQueryString() + " "
                        + session.getRequestParameterMap().get("a") + " " + session.getPathParameters();
                case "identity" -> session.isOpen() + " " + session.getId().isEmpty() + " "
                        + (session.getContainer() instanceof ServerContainer) + " " + session.getProtocolVersion()
                        + " " + session.isSecure() + " " + session.getUserPrincipal() + " "
                        + session.getNegotiatedExtensions();
                default -> {
                    session.setMaxTextMessageBufferSize(12_345);
                    session.setMaxBinaryMessageBufferSize(54_321);
                    yield session.getMaxTextMessageBufferSize() + " " + session.getMaxBinaryMessageBufferSize();
                }
            };
        }
    }
}
