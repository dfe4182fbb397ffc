package org.lighterage.scenarios.rules;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Endpoints that end their sessions, and look at what is left of these. */
public final class Closing {

    private static final Map<String, Session> SESSIONS = new ConcurrentHashMap<>();

    private Closing() {}

    private static CloseReason reason(int code, String phrase) {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), phrase);
    }

    /** Closes when it is told to, with a code and a reason, or without. */
    @ServerEndpoint("/closing/{when}")
    public static class Told {

        private boolean messages;

        @OnOpen
        public void open(@PathParam("when") String when, Session session) throws IOException {
            SESSIONS.put(session.getQueryString(), session);
            if (when.equals("open")) {
                session.close(reason(4000, "in @OnOpen"));
            }
        }

        @OnMessage
        public void message(String message, Session session) throws IOException {
            messages = true;
            String[] words = message.split(" ", 2);
            switch (words[0]) {
                case "close" -> session.close();
                case "twice" -> {
                    session.close(reason(4001, "first"));
                    session.close(reason(4002, "second"));
                    session.close();
                }
                case "answer" -> {
                    session.getBasicRemote().sendText("bye");
                    session.getAsyncRemote().sendText("bye later");
                    session.close();
                }
                default -> session.close(reason(Integer.parseInt(words[0]), words[1]));
            }
        }

        @OnError
        public void error(Throwable cause, Session session) {
            Notes.add(session.getQueryString(), "error " + cause);
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            Notes.add(
                    session.getQueryString(),
                    "closed " + reason.getCloseCode().getCode() + " [" + reason.getReasonPhrase() + "]"
                            + (messages ? " after a message" : ""));
        }
    }

    /** Notes what of its session works in and after its last callback. */
    @ServerEndpoint("/closing/session/facts")
    public static class Facts {

        @OnOpen
        public void open(Session session) {
            SESSIONS.put(session.getQueryString(), session);
            session.getUserProperties().put("own", "property");
        }

        @OnMessage
        public String message(String text, Session session) throws IOException {
            if (text.equals("close")) {
                session.close();
                return null;
            }
            return SessionFacts.of(session).toString();
        }

        @OnClose
        public void close(Session session) {
            Notes.add(session.getQueryString(), SessionFacts.of(session).toString());
            Notes.add(session.getQueryString(), "closed");
        }
    }

    /** Says which methods of a session work. */
    @ServerEndpoint("/closing/session/after")
    public static class After {

        @OnMessage
        public String message(String test) {
            return SessionFacts.working(SESSIONS.get(test)).toString();
        }
    }
}
