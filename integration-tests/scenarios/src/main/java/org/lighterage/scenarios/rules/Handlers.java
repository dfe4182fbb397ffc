package org.lighterage.scenarios.rules;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Annotated endpoints that add message handlers. */
public final class Handlers {

    private Handlers() {}

    private static void answer(Session session, String text) {
        try {
            session.getBasicRemote().sendText(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A handler whose type is in its class. */
    private record TextHandler(Session session) implements MessageHandler.Whole<String> {

        @Override
        public void onMessage(String text) {
            answer(session, "text " + text);
        }
    }

    private record BytesHandler(Session session) implements MessageHandler.Whole<ByteBuffer> {

        @Override
        public void onMessage(ByteBuffer bytes) {
            answer(session, "bytes " + StandardCharsets.UTF_8.decode(bytes));
        }
    }

    private record PartsHandler(Session session) implements MessageHandler.Partial<String> {

        @Override
        public void onMessage(String part, boolean last) {
            if (last) {
                answer(session, "last part " + part);
            }
        }
    }

    /** Has no @OnMessage method of its own; adds handlers in @OnOpen. */
    @ServerEndpoint(value = "/handlers/added/{type}", decoders = WordCoders.TextDecoder.class)
    public static class Added {

        @OnOpen
        public void open(@PathParam("type") String type, Session session) {
            switch (type) {
                case "classes" -> {
                    session.addMessageHandler(new TextHandler(session));
                    session.addMessageHandler(new BytesHandler(session));
                }
                case "parts" -> session.addMessageHandler(new PartsHandler(session));
                case "lambdas" -> {
                    session.addMessageHandler(Reader.class, reader -> answer(session, "reader " + line(reader)));
                    session.addMessageHandler(InputStream.class, stream -> answer(session, "stream " + all(stream)));
                    session.addMessageHandler(
                            PongMessage.class,
                            pong -> answer(
                                    session, "pong " + pong.getApplicationData().remaining()));
                }
                case "words" -> session.addMessageHandler(
                        Word.class, word -> answer(session, "word " + word.letters()));
                case "partial-lambdas" -> session.addMessageHandler(
                        ByteBuffer.class, (ByteBuffer part, boolean last) -> answer(session, "part " + last));
                default -> throw new IllegalArgumentException(type);
            }
        }

        private static String line(Reader reader) {
            try {
                return new BufferedReader(reader).readLine();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String all(InputStream stream) {
            try {
                return utf8(stream.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Adds handlers beside its @OnMessage method for texts, and answers with what came of it. */
    @ServerEndpoint("/handlers/beside")
    public static class Beside {

        private MessageHandler added;

        @OnMessage
        public String text(String what, Session session) {
            return switch (what) {
                case "text" -> outcome(() -> session.addMessageHandler(new TextHandler(session)));
                case "parts" -> outcome(() -> session.addMessageHandler(new PartsHandler(session)));
                case "bytes" -> {
                    added = new BytesHandler(session);
                    yield outcome(() -> session.addMessageHandler(added));
                }
                case "bytes again" -> outcome(
                        () -> session.addMessageHandler(ByteBuffer.class, buffer -> answer(session, "second")));
                case "has" -> String.valueOf(session.getMessageHandlers().contains(added));
                case "change" -> outcome(() -> change(session.getMessageHandlers()));
                case "remove" -> outcome(() -> session.removeMessageHandler(added));
                default -> "text " + what;
            };
        }

        /** Whether this can be done is no matter: the session's own handlers stay what they are. */
        private static void change(Set<MessageHandler> handlers) {
            try {
                handlers.clear();
            } catch (UnsupportedOperationException e) {
                // As good.
            }
        }

        private static String outcome(Runnable action) {
            try {
                action.run();
                return "done";
            } catch (IllegalStateException e) {
                return "IllegalStateException";
            }
        }
    }
}
