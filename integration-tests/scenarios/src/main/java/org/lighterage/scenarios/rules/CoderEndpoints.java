package org.lighterage.scenarios.rules;

import jakarta.websocket.DecodeException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Endpoints with several decoders or encoders. */
public final class CoderEndpoints {

    private CoderEndpoints() {}

    /** What they have in common. */
    public abstract static class Telling {

        @OnError
        public void failed(Throwable cause, Session session) throws IOException {
            String text = cause instanceof DecodeException decode && decode.getText() != null
                    ? " of " + decode.getText()
                    : "";
            session.getBasicRemote().sendText(cause.getClass().getSimpleName() + text + ": " + cause.getMessage());
        }

        @OnClose
        public void closed(Session session) {
            Notes.add(session.getQueryString(), "closed");
        }
    }

    @ServerEndpoint(
            value = "/coders/decoders",
            configurator = TestNameConfigurator.class,
            decoders = {NotingCoders.First.class, NotingCoders.Second.class, NotingCoders.Third.class})
    public static class Decoders extends Telling {

        @OnMessage
        public String take(Word word) {
            return word.letters();
        }
    }

    @ServerEndpoint(
            value = "/coders/unwilling",
            configurator = TestNameConfigurator.class,
            decoders = {NotingCoders.First.class, NotingCoders.Second.class})
    public static class Unwilling extends Decoders {}

    @ServerEndpoint(
            value = "/coders/buffers",
            configurator = TestNameConfigurator.class,
            decoders = NotingCoders.OfBuffers.class)
    public static class Buffers extends Decoders {}

    @ServerEndpoint(
            value = "/coders/failing-stream",
            configurator = TestNameConfigurator.class,
            decoders = NotingCoders.FailingStream.class)
    public static class FailingStream extends Decoders {}

    @ServerEndpoint(
            value = "/coders/instances",
            configurator = TestNameConfigurator.class,
            decoders = NotingCoders.NumberedDecoder.class,
            encoders = NotingCoders.NumberedEncoder.class)
    public static class Instances extends Telling {

        @OnMessage
        public Word take(Word word) {
            return word;
        }
    }

    @ServerEndpoint(
            value = "/coders/encoders",
            configurator = TestNameConfigurator.class,
            encoders = {
                NotingCoders.AnimalEncoder.class,
                NotingCoders.CatEncoder.class,
                NotingCoders.NumberEncoder.class
            })
    public static class Encoders extends Telling {

        /** Another class of animal. */
        private record Other(String name) implements NotingCoders.Animal {}

        @OnMessage
        public Object take(String wanted, Session session) {
            return switch (wanted) {
                case "cat" -> new NotingCoders.Cat("tom");
                case "number" -> 7;
                case "long" -> 7L;
                case "thread" -> Thread.currentThread();
                default -> new Other(wanted);
            };
        }

        @OnMessage
        public int take(byte[] bytes) {
            return bytes.length;
        }

        @Override
        @OnClose
        public void closed(Session session) {
            super.closed(session);
            throw new IllegalStateException("closing fails");
        }

        @Override
        @OnError
        public void failed(Throwable cause, Session session) throws IOException {
            if (cause.getMessage() != null && cause.getMessage().equals("closing fails")) {
                Notes.add(session.getQueryString(), "error closing fails");
            } else {
                super.failed(cause, session);
            }
        }
    }
}
