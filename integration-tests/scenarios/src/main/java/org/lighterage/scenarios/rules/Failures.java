package org.lighterage.scenarios.rules;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Endpoints whose callbacks fail. */
public final class Failures {

    private Failures() {}

    @ServerEndpoint("/failures/{where}")
    public static class InCallbacks {

        @OnOpen
        public void open(@PathParam("where") String where) throws TimeoutException {
            if (where.equals("open")) {
                throw new TimeoutException("open failed");
            }
        }

        @OnMessage
        public String message(String text) throws Exception {
            return switch (text) {
                case "checked" -> throw new TimeoutException("checked failed");
                case "runtime" -> throw new IllegalStateException("runtime failed");
                case "error" -> throw new AssertionError("error failed");
                case "twice" -> throw new IllegalStateException("twice failed");
                default -> text;
            };
        }

        @OnError
        public void error(Throwable cause, Session session) {
            Notes.add(session.getQueryString(), cause.getClass().getSimpleName() + " " + cause.getMessage());
            if ("twice failed".equals(cause.getMessage())) {
                throw new IllegalStateException("@OnError failed");
            }
        }

        @OnClose
        public void close(@PathParam("where") String where, Session session) throws IOException {
            Notes.add(session.getQueryString(), "closed");
            if (where.equals("close")) {
                throw new IOException("close failed");
            }
        }
    }

    @ServerEndpoint("/failures/without/method")
    public static class WithoutMethod {

        @OnMessage
        public String message(String text) {
            if (text.equals("fail")) {
                throw new IllegalStateException("failed");
            }
            return text;
        }
    }
}
