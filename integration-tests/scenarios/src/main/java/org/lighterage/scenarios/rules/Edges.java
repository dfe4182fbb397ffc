package org.lighterage.scenarios.rules;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;

/** Endpoints that do what only few applications do. */
public final class Edges {

    private Edges() {}

    /** Sends in the middle of a message of its own. */
    @ServerEndpoint("/edges/middle")
    public static class InTheMiddle {

        /** What may be done within a message. */
        private interface Call {
            void run() throws Exception;
        }

        private static String outcome(Call call) throws Exception {
            try {
                call.run();
                return "sent";
            } catch (IllegalStateException e) {
                return "IllegalStateException";
            }
        }

        @OnMessage
        public String send(String what, Session session) throws Exception {
            RemoteEndpoint.Basic basic = session.getBasicRemote();
            if (what.equals("stream")) {
                try (OutputStream stream = basic.getSendStream()) {
                    stream.write(1);
                    stream.flush();
                    return outcome(() -> basic.sendText("in the middle"));
                }
            }
            basic.sendText("a", false);
            if (what.equals("answer")) {
                return "in the middle";
            }
            String outcome =
                    switch (what) {
                        case "text" -> outcome(() -> basic.sendText("in the middle"));
                        case "binary" -> outcome(() -> basic.sendBinary(ByteBuffer.allocate(1)));
                        case "object" -> outcome(() -> basic.sendObject(7));
                        default -> outcome(() -> basic.sendBinary(ByteBuffer.allocate(1), true));
                    };
            basic.sendText("b", true);
            return outcome;
        }

        @OnError
        public void end(Throwable cause, Session session) throws IOException {
            session.getBasicRemote().sendText(" " + cause.getClass().getSimpleName(), true);
        }
    }

    /** Says how long messages may be that it has buffered. */
    @ServerEndpoint("/edges/buffers")
    public static class Buffers {

        @OnOpen
        public void open(Session session) {
            session.setMaxTextMessageBufferSize(1000);
            session.setMaxBinaryMessageBufferSize(2000);
        }

        @OnMessage
        public int text(String text) {
            return text.length();
        }

        @OnMessage
        public int binary(byte[] bytes) {
            return bytes.length;
        }
    }

    /** Reads more than it would have buffered. */
    @ServerEndpoint("/edges/reader")
    public static class Unbuffered {

        @OnMessage
        public long text(Reader text, Session session) throws IOException {
            session.setMaxTextMessageBufferSize(10);
            return text.transferTo(Writer.nullWriter());
        }
    }

    /** Notes what it sees of its session. */
    @ServerEndpoint("/edges/seen")
    public static class Seen {

        private Session opened;

        private void note(String callback, Session session) {
            Notes.add(
                    session.getQueryString(),
                    callback + " same " + (session == opened) + " open "
                            + session.getOpenSessions().contains(session));
        }

        @OnOpen
        public void open(Session session, EndpointConfig config) {
            opened = session;
            note("opened", session);
        }

        @OnMessage
        public String message(String text, Session session) {
            note("message", session);
            WebSocketContainer container = session.getContainer();
            return (session.getMaxIdleTimeout() == container.getDefaultMaxSessionIdleTimeout()) + " "
                    + (session.getMaxTextMessageBufferSize() == container.getDefaultMaxTextMessageBufferSize()) + " "
                    + (session.getMaxBinaryMessageBufferSize() == container.getDefaultMaxBinaryMessageBufferSize())
                    + " " + (session.getAsyncRemote().getSendTimeout() == container.getDefaultAsyncSendTimeout());
        }

        @OnError
        public void error(Throwable cause, Session session) {
            Notes.add(session.getQueryString(), "error " + cause.getClass().getSimpleName());
        }

        @OnClose
        public void close(Session session, CloseReason reason) {
            note("ending", session);
            Notes.add(
                    session.getQueryString(), "closed " + reason.getCloseCode().getCode());
        }
    }
}
