package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encoders and decoders of {@link Point} of all kinds. */
public final class PointCoders {

    private PointCoders() {}

    /** Writes down its lifecycle; takes texts that begin with a digit. */
    public static class Text implements Decoder.Text<Point>, Encoder.Text<Point> {

        @Inject
        private Journal journal;

        private boolean initialised;

        @Override
        public void init(EndpointConfig config) {
            initialised = true;
            journal.add("point coder init");
        }

        @Override
        public void destroy() {
            journal.add("point coder destroy");
        }

        @Override
        public boolean willDecode(String text) {
            return initialised && !text.isEmpty() && Character.isDigit(text.charAt(0));
        }

        @Override
        public Point decode(String text) throws DecodeException {
            try {
                return Point.parse(text);
            } catch (RuntimeException e) {
                throw new DecodeException(text, "no point", e);
            }
        }

        @Override
        public String encode(Point point) {
            return "text " + point.format();
        }
    }

    public static class Binary implements Decoder.Binary<Point>, Encoder.Binary<Point> {

        @Override
        public void init(EndpointConfig config) {
            // Both interfaces have it; nothing is to be done.
        }

        @Override
        public void destroy() {
            // As above.
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return bytes.hasRemaining();
        }

        @Override
        public Point decode(ByteBuffer bytes) {
            return Point.parse(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public ByteBuffer encode(Point point) {
            return StandardCharsets.UTF_8.encode("binary " + point.format());
        }
    }

    /** Reads and writes points with any amount of space around them. */
    public static class TextStream implements Decoder.TextStream<Point>, Encoder.TextStream<Point> {

        @Override
        public void init(EndpointConfig config) {
            // Both interfaces have it; nothing is to be done.
        }

        @Override
        public void destroy() {
            // As above.
        }

        @Override
        public Point decode(Reader reader) throws IOException {
            StringBuilder text = new StringBuilder();
            for (int next = reader.read(); next >= 0; next = reader.read()) {
                if (next != ' ') {
                    text.append((char) next);
                }
            }
            return Point.parse(text.toString());
        }

        @Override
        public void encode(Point point, Writer writer) throws IOException {
            writer.write(" ".repeat(100_000));
            writer.write(point.format());
        }
    }

    public static class BinaryStream implements Decoder.BinaryStream<Point>, Encoder.BinaryStream<Point> {

        @Override
        public void init(EndpointConfig config) {
            // Both interfaces have it; nothing is to be done.
        }

        @Override
        public void destroy() {
            // As above.
        }

        @Override
        public Point decode(InputStream stream) throws IOException {
            return Point.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }

        @Override
        public void encode(Point point, OutputStream stream) throws IOException {
            stream.write(new byte[100_000]);
            stream.write(point.format().getBytes(StandardCharsets.UTF_8));
        }
    }
}
