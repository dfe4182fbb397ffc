package org.lighterage.scenarios.app;

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

/** Coders of {@link Sequence}, which find any number that is missing or not in its place. */
public final class SequenceCoders {

    private static final int BLOCK = 1 << 16;

    private SequenceCoders() {}

    /** Numbers of 8 bytes. */
    public static class OfBytes implements Encoder.BinaryStream<Sequence>, Decoder.BinaryStream<Sequence> {

        @Override
        public void init(EndpointConfig config) {
            // Both interfaces have it; nothing is to be done.
        }

        @Override
        public void destroy() {
            // As above.
        }

        @Override
        public void encode(Sequence sequence, OutputStream stream) throws IOException {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long number = 0; number < sequence.count(); number++) {
                block.putLong(number);
                if (!block.hasRemaining() || number == sequence.count() - 1) {
                    stream.write(block.array(), 0, block.position());
                    block.clear();
                }
            }
        }

        @Override
        public Sequence decode(InputStream stream) throws DecodeException, IOException {
            byte[] block = new byte[BLOCK];
            long count = 0;
            for (int length = stream.readNBytes(block, 0, BLOCK);
                    length > 0;
                    length = stream.readNBytes(block, 0, BLOCK)) {
                ByteBuffer numbers = ByteBuffer.wrap(block, 0, length);
                while (numbers.hasRemaining()) {
                    if (numbers.getLong() != count++) {
                        throw new DecodeException("", "not " + (count - 1) + " in its place");
                    }
                }
            }
            return new Sequence(count);
        }
    }

    /** Numbers of 15 digits, a line each. */
    public static class OfText implements Encoder.TextStream<Sequence>, Decoder.TextStream<Sequence> {

        private static final int LINE = 16;

        @Override
        public void init(EndpointConfig config) {
            // Both interfaces have it; nothing is to be done.
        }

        @Override
        public void destroy() {
            // As above.
        }

        @Override
        public void encode(Sequence sequence, Writer writer) throws IOException {
            char[] block = new char[BLOCK];
            int length = 0;
            for (long number = 0; number < sequence.count(); number++) {
                put(number, block, length);
                length += LINE;
                if (length == BLOCK || number == sequence.count() - 1) {
                    writer.write(block, 0, length);
                    length = 0;
                }
            }
        }

        private static void put(long number, char[] block, int start) {
            long rest = number;
            block[start + LINE - 1] = '\n';
            for (int i = start + LINE - 2; i >= start; i--) {
                block[i] = (char) ('0' + rest % 10);
                rest /= 10;
            }
        }

        @Override
        public Sequence decode(Reader reader) throws DecodeException, IOException {
            char[] block = new char[BLOCK];
            long count = 0;
            for (int length = fill(reader, block); length > 0; length = fill(reader, block)) {
                for (int start = 0; start < length; start += LINE) {
                    if (number(block, start) != count++) {
                        throw new DecodeException("", "not " + (count - 1) + " in its place");
                    }
                }
            }
            return new Sequence(count);
        }

        private static long number(char[] block, int start) {
            long number = 0;
            for (int i = start; i < start + LINE - 1; i++) {
                number = number * 10 + block[i] - '0';
            }
            return number;
        }

        private static int fill(Reader reader, char[] block) throws IOException {
            int filled = 0;
            int count = 0;
            while (filled < block.length && count >= 0) {
                filled += count;
                count = reader.read(block, filled, block.length - filled);
            }
            return filled;
        }
    }
}
