package org.lighterage.scenarios.rules;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Take messages in each form, with the other parameters before and after it, and say in which. */
public final class MessageForms {

    private MessageForms() {}

    private static String utf8(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @ServerEndpoint("/forms/text/{name}")
    public static class TextForm {

        @OnMessage
        public String take(@PathParam("name") String name, Session session, String text) {
            return name + " " + session.isOpen() + " text " + text;
        }
    }

    @ServerEndpoint("/forms/text-parts/{name}")
    public static class TextPartsForm {

        private final StringBuilder parts = new StringBuilder();

        @OnMessage
        public String take(boolean last, @PathParam("name") String name, String part, Session session) {
            parts.append(part);
            if (!last) {
                return null;
            }
            String all = parts.toString();
            parts.setLength(0);
            return name + " " + session.isOpen() + " text parts " + all;
        }
    }

    @ServerEndpoint("/forms/reader/{name}")
    public static class ReaderForm {

        @OnMessage
        public String take(Session session, Reader reader, @PathParam("name") String name) throws IOException {
            return name + " " + session.isOpen() + " reader " + new BufferedReader(reader).readLine();
        }
    }

    @ServerEndpoint("/forms/bytes/{name}")
    public static class BytesForm {

        @OnMessage
        public byte[] take(byte[] bytes, @PathParam("name") String name, Session session) {
            return (name + " " + session.isOpen() + " bytes " + utf8(ByteBuffer.wrap(bytes)))
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @ServerEndpoint("/forms/bytes-parts/{name}")
    public static class BytesPartsForm {

        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

        @OnMessage
        public String take(Session session, byte[] part, boolean last, @PathParam("name") String name) {
            parts.writeBytes(part);
            return last ? name + " " + session.isOpen() + " bytes parts " + parts : null;
        }
    }

    @ServerEndpoint("/forms/buffer/{name}")
    public static class BufferForm {

        @OnMessage
        public ByteBuffer take(@PathParam("name") String name, ByteBuffer buffer, Session session) {
            return StandardCharsets.UTF_8.encode(name + " " + session.isOpen() + " buffer " + utf8(buffer));
        }
    }

    @ServerEndpoint("/forms/buffer-parts/{name}")
    public static class BufferPartsForm {

        private final StringBuilder parts = new StringBuilder();

        @OnMessage
        public String take(boolean last, ByteBuffer part, Session session, @PathParam("name") String name) {
            parts.append(utf8(part));
            return last ? name + " " + session.isOpen() + " buffer parts " + parts : null;
        }
    }

    @ServerEndpoint("/forms/stream/{name}")
    public static class StreamForm {

        @OnMessage
        public String take(InputStream stream, Session session, @PathParam("name") String name) throws IOException {
            return name + " " + session.isOpen() + " stream "
                    + new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ServerEndpoint("/forms/pong/{name}")
    public static class PongForm {

        @OnMessage
        public String take(@PathParam("name") String name, PongMessage pong, Session session) {
            return name + " " + session.isOpen() + " pong " + utf8(pong.getApplicationData());
        }
    }

    @ServerEndpoint(
            value = "/forms/text-decoder/{name}",
            decoders = WordCoders.TextDecoder.class,
            encoders = WordCoders.TextEncoder.class)
    public static class TextDecoderForm {

        @OnMessage
        public Word take(Session session, @PathParam("name") String name, Word word) {
            return new Word(name + " " + session.isOpen() + " " + word.letters());
        }
    }

    @ServerEndpoint(
            value = "/forms/text-stream-decoder/{name}",
            decoders = WordCoders.TextStreamDecoder.class,
            encoders = WordCoders.TextStreamEncoder.class)
    public static class TextStreamDecoderForm extends TextDecoderForm {}

    @ServerEndpoint(
            value = "/forms/binary-decoder/{name}",
            decoders = WordCoders.BinaryDecoder.class,
            encoders = WordCoders.BinaryEncoder.class)
    public static class BinaryDecoderForm {

        @OnMessage
        public Word take(Word word, @PathParam("name") String name, Session session) {
            return new Word(name + " " + session.isOpen() + " " + word.letters());
        }
    }

    @ServerEndpoint(
            value = "/forms/binary-stream-decoder/{name}",
            decoders = WordCoders.BinaryStreamDecoder.class,
            encoders = WordCoders.BinaryStreamEncoder.class)
    public static class BinaryStreamDecoderForm extends BinaryDecoderForm {}

    @ServerEndpoint("/forms/all")
    public static class AllKinds {

        @OnMessage
        public String text(String text) {
            return "text " + text;
        }

        @OnMessage
        public String binary(byte[] bytes) {
            return "binary " + bytes.length;
        }

        @OnMessage
        public String pong(PongMessage pong) {
            return "pong " + pong.getApplicationData().remaining();
        }
    }

    /** Says nothing to nothing and to null. */
    @ServerEndpoint("/forms/silent")
    public static class Silent {

        @OnMessage
        public String text(String text) {
            return text.equals("null") ? null : text;
        }

        @OnMessage
        public void binary(byte[] bytes, Session session) throws IOException {
            session.getBasicRemote().sendText("sent " + bytes.length);
        }
    }

    /** Takes messages of at most 100 bytes. */
    @ServerEndpoint("/forms/limited")
    public static class Limited {

        @OnError
        public void failed(Throwable cause, Session session) {
            Notes.add(session.getQueryString(), "error " + cause.getMessage());
        }

        @OnMessage(maxMessageSize = 100)
        public int text(String text) {
            return text.length();
        }

        @OnMessage(maxMessageSize = 100)
        public int binary(byte[] bytes) {
            return bytes.length;
        }
    }

    /** Has a maximum that is for whole messages, and takes none. */
    @ServerEndpoint("/forms/limited-parts")
    public static class LimitedParts {

        private int length;

        @OnMessage(maxMessageSize = 100)
        public String part(String part, boolean last) {
            length += part.length();
            return last ? String.valueOf(length) : null;
        }

        @OnMessage(maxMessageSize = 100)
        public int stream(InputStream stream) throws IOException {
            return stream.readAllBytes().length;
        }
    }

    /** Has a maximum that is for whole messages, and takes none. */
    @ServerEndpoint("/forms/limited-reader")
    public static class LimitedReader {

        @OnMessage(maxMessageSize = 100)
        public long read(Reader reader) throws IOException {
            return reader.transferTo(Writer.nullWriter());
        }
    }

    /** Keeps the first message of each kind, and reads them in a later callback. */
    @ServerEndpoint("/forms/kept")
    public static class Kept {

        private Reader reader;
        private InputStream stream;

        @OnMessage
        public String text(Reader message) {
            reader = reader == null ? message : reader;
            return "kept";
        }

        @OnMessage
        public String binary(InputStream message) {
            stream = stream == null ? message : stream;
            return "kept";
        }

        @OnMessage
        public String read(PongMessage pong) {
            return first(() -> reader.read()) + " " + first(() -> stream.read());
        }

        /** What reads one character or byte. */
        private interface Reading {
            int read() throws IOException;
        }

        private static String first(Reading reading) {
            try {
                return String.valueOf((char) reading.read());
            } catch (IOException e) {
                return "-";
            }
        }
    }
}
