package org.lighterage.scenarios.broken;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import org.lighterage.scenarios.rules.Word;
import org.lighterage.scenarios.rules.WordCoders;

/** Endpoint classes each of which breaks one rule of annotated endpoints. */
public final class BrokenEndpoints {

    private BrokenEndpoints() {}

    @ServerEndpoint("/{a}")
    public static class TwoOpens {
        @OnOpen
        public void one() {}

        @OnOpen
        public void two(Session session) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoCloses {
        @OnClose
        public void one() {}

        @OnClose
        public void two(CloseReason reason) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoErrors {
        @OnError
        public void one(Throwable cause) {}

        @OnError
        public void two(Throwable cause, Session session) {}
    }

    @ServerEndpoint("/{a}")
    public static class ErrorWithoutThrowable {
        @OnError
        public void error(Session session) {}
    }

    @ServerEndpoint("/{a}")
    public static class ErrorWithSubclass {
        @OnError
        public void error(Exception cause) {}
    }

    @ServerEndpoint("/{a}")
    public static class ErrorWithConfig {
        @OnError
        public void error(Throwable cause, EndpointConfig config) {}
    }

    @ServerEndpoint("/{a}")
    public static class OpenWithReason {
        @OnOpen
        public void open(CloseReason reason) {}
    }

    @ServerEndpoint("/{a}")
    public static class OpenWithText {
        @OnOpen
        public void open(Session session, String text) {}
    }

    @ServerEndpoint("/{a}")
    public static class CloseWithThrowable {
        @OnClose
        public void close(CloseReason reason, Throwable cause) {}
    }

    @ServerEndpoint("/{a}")
    public static class MessageWithConfig {
        @OnMessage
        public void message(String text, EndpointConfig config) {}
    }

    @ServerEndpoint("/{a}")
    public static class NoMessage {
        @OnMessage
        public void message(Session session, @PathParam("a") String a) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoTexts {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(Reader text) {}
    }

    @ServerEndpoint("/{a}")
    public static class TextAndPrimitive {
        @OnMessage
        public void one(String text) {}

        @OnMessage
        public void two(int number) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoBinaries {
        @OnMessage
        public void one(byte[] bytes) {}

        @OnMessage
        public void two(ByteBuffer part, boolean last) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoPongs {
        @OnMessage
        public void one(PongMessage pong) {}

        @OnMessage
        public void two(PongMessage pong, Session session) {}
    }

    @ServerEndpoint("/{a}")
    public static class ReaderInParts {
        @OnMessage
        public void message(Reader reader, boolean last) {}
    }

    @ServerEndpoint("/{a}")
    public static class StreamInParts {
        @OnMessage
        public void message(InputStream stream, boolean last) {}
    }

    @ServerEndpoint("/{a}")
    public static class PongInParts {
        @OnMessage
        public void message(PongMessage pong, boolean last) {}
    }

    @ServerEndpoint("/{a}")
    public static class PrimitiveInParts {
        @OnMessage
        public void message(int number, boolean last) {}
    }

    @ServerEndpoint(value = "/{a}", decoders = WordCoders.TextDecoder.class)
    public static class DecodedInParts {
        @OnMessage
        public void message(Word word, boolean last) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoPayloads {
        @OnMessage
        public void message(String text, byte[] bytes) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoEqualPayloads {
        @OnMessage
        public void message(String one, String two) {}
    }

    @ServerEndpoint("/{a}")
    public static class TwoLasts {
        @OnMessage
        public void message(String text, boolean last, boolean really) {}
    }

    @ServerEndpoint("/{a}")
    public static class Undecodable {
        @OnMessage
        public void message(Word word) {}
    }

    @ServerEndpoint("/{a}")
    public static class PathParameterOfAnotherType {
        @OnMessage
        public void message(String text, @PathParam("a") Word a) {}
    }

    @ServerEndpoint("/{a}")
    public static class PathParameterOfAnotherTypeOnOpen {
        @OnOpen
        public void open(@PathParam("a") Word a) {}
    }

    @ServerEndpoint("/{a}")
    public static class PrimitiveOfNoVariable {
        @OnOpen
        public void open(@PathParam("b") int b) {}
    }

    @ServerEndpoint("/{a}")
    public static class Unsendable {
        @OnMessage
        public Word message(String text) {
            return null;
        }
    }

    @ServerEndpoint("/{a}")
    public static class Static {
        @OnOpen
        public static void open() {}
    }

    @ServerEndpoint("/{a}")
    public abstract static class Abstract {
        @OnOpen
        public void open() {}
    }
}
