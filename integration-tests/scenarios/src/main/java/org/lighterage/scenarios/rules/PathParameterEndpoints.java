package org.lighterage.scenarios.rules;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Endpoints that are given segments of their paths. */
public final class PathParameterEndpoints {

    private PathParameterEndpoints() {}

    @ServerEndpoint("/path/types/{boolean}/{byte}/{char}/{short}/{int}/{long}/{float}/{double}")
    public static class Types {

        @OnOpen
        public void primitives(
                Session session,
                @PathParam("boolean") boolean flag,
                @PathParam("byte") byte small,
                @PathParam("char") char character,
                @PathParam("short") short shorter,
                @PathParam("int") int number,
                @PathParam("long") long longer,
                @PathParam("float") float fraction,
                @PathParam("double") double precise)
                throws IOException {
            session.getBasicRemote()
                    .sendText(flag + " " + small + " " + character + " " + shorter + " " + number + " " + longer + " "
                            + fraction + " " + precise);
        }

        @OnMessage
        public String boxes(
                String text,
                @PathParam("boolean") Boolean flag,
                @PathParam("byte") Byte small,
                @PathParam("char") Character character,
                @PathParam("short") Short shorter,
                @PathParam("int") Integer number,
                @PathParam("long") Long longer,
                @PathParam("float") Float fraction,
                @PathParam("double") Double precise) {
            return flag + " " + small + " " + character + " " + shorter + " " + number + " " + longer + " " + fraction
                    + " " + precise;
        }
    }

    /** A segment that is a number where it is asked for as one, whatever asks. */
    @ServerEndpoint("/path/{callback}/{number}")
    public static class Numbers {

        private static void note(Session session, String line) {
            Notes.add(session.getQueryString(), line);
        }

        @OnOpen
        public void open(Session session, @PathParam("callback") String callback, @PathParam("number") String number) {
            note(
                    session,
                    "open " + callback + " " + number + " "
                            + session.getPathParameters().get("number"));
        }

        @OnMessage
        public String text(String text, @PathParam("number") int number) {
            if (text.equals("fail")) {
                throw new IllegalStateException("failed");
            }
            return text + " " + number;
        }

        @OnMessage
        public String binary(byte[] bytes, @PathParam("nobody") String unknown) {
            return "unknown " + unknown;
        }

        @OnMessage
        public String pong(PongMessage pong, @PathParam("nobody") Integer unknown) {
            return "unknown " + unknown;
        }

        @OnError
        public void error(Session session, Throwable cause) throws IOException {
            String text = cause instanceof DecodeException decode ? decode.getText() : cause.getMessage();
            note(session, "error " + cause.getClass().getSimpleName() + " " + text);
            if (session.isOpen()) {
                session.getBasicRemote().sendText(cause.getClass().getSimpleName() + " " + text);
            }
        }

        @OnClose
        public void close(Session session, @PathParam("number") long number) {
            note(session, "close " + number);
        }
    }

    @ServerEndpoint("/path/open/number/{number}")
    public static class OpenNumber {

        @OnOpen
        public void open(@PathParam("number") int number) {
            throw new AssertionError(number);
        }

        @OnError
        public void error(Session session, Throwable cause, @PathParam("number") String number) {
            Notes.add(
                    session.getQueryString(),
                    "error " + number + " " + cause.getClass().getSimpleName() + " "
                            + ((DecodeException) cause).getText());
        }
    }

    @ServerEndpoint("/path/error/number/{number}")
    public static class ErrorNumber {

        @OnMessage
        public String text(String text) {
            if (text.equals("fail")) {
                throw new IllegalStateException("failed");
            }
            return text;
        }

        @OnError
        public void error(Throwable cause, Session session, @PathParam("number") int number) {
            Notes.add(session.getQueryString(), "error " + number);
        }
    }

    @ServerEndpoint("/path/exact/{name}/end")
    public static class LateExact {

        @OnMessage
        public String which(String text, @PathParam("name") String name) {
            return "late exact " + name;
        }
    }

    @ServerEndpoint("/path/{first}/exact/end")
    public static class EarlyVariable {

        @OnMessage
        public String which(String text, @PathParam("first") String first) {
            return "early variable " + first;
        }
    }

    @ServerEndpoint("/path/exact/exact/{last}")
    public static class TwoExact {

        @OnMessage
        public String which(String text, @PathParam("last") String last) {
            return "two exact " + last;
        }
    }

    @ServerEndpoint("/path/exact/exact/exact")
    public static class AllExact {

        @OnMessage
        public String which(String text) {
            return "all exact";
        }
    }
}
