package org.lighterage.benchmarks.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.transfer.TextSource;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Reader;
import org.lighterage.wire.Utf8Validator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What a text takes beyond the same bytes: to count, to encode, to validate and to read it, of 16 MiB in pieces of a frame,
 * beside the JDK's coders with arrays on both sides, where they are fastest.
 */
public class TextBenchmark extends LongMessageBenchmark {

    @Param({"ASCII", "MIXED"})
    Kind kind;

    private String text;
    private char[] chars;
    private byte[] bytes;
    private final byte[] encoded = new byte[FRAME];
    private final char[] decoded = new char[FRAME];
    private final CharsetEncoder encoder = UTF_8.newEncoder();
    private final CharsetDecoder decoder = UTF_8.newDecoder();
    private final Utf8Validator validator = new Utf8Validator();

    @Setup
    public void setUp() {
        text = new Payload(kind, TOTAL).text();
        chars = text.toCharArray();
        bytes = text.getBytes(UTF_8);
    }

    @Benchmark
    public int jdkEncode() {
        encoder.reset();
        CharBuffer from = CharBuffer.wrap(chars);
        ByteBuffer to = ByteBuffer.wrap(encoded);
        int frames = 0;
        while (encoder.encode(from, to, true) == CoderResult.OVERFLOW) {
            to.clear();
            frames++;
        }
        return frames;
    }

    @Benchmark
    public int jdkDecode() {
        decoder.reset();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer to = CharBuffer.wrap(decoded);
        int frames = 0;
        while (decoder.decode(from, to, true) == CoderResult.OVERFLOW) {
            to.clear();
            frames++;
        }
        return frames;
    }

    @Benchmark
    public long count() {
        return Utf8.length(text);
    }

    /** Counts, too. */
    @Benchmark
    public int encode() {
        TextSource source = new TextSource(text);
        ByteBuffer frame = ByteBuffer.wrap(encoded);
        int offset = 0;
        for (int count = source.read(0, frame); count >= 0; count = source.read(offset, frame.clear())) {
            offset += count;
            source.release(offset);
        }
        return offset;
    }

    @Benchmark
    public boolean validate() {
        validator.reset();
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            ByteBuffer piece = all.slice(all.position(), Math.min(FRAME, all.remaining()));
            validator.update(piece);
            all.position(all.position() + piece.remaining());
        }
        return validator.finish();
    }

    /** As an application reads a text that waits for it. */
    @Benchmark
    public long read() throws IOException {
        Reader reader = new Utf8Reader(new ByteArrayInputStream(bytes));
        long length = 0;
        for (int count = reader.read(decoded); count >= 0; count = reader.read(decoded)) {
            length += count;
        }
        return length;
    }
}
