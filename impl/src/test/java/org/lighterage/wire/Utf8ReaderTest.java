package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8ReaderTest {

    private final long seed = Long.getLong("lighterage.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void readsWhatTheDecoderReadsHoweverBytesComeAndCharactersAreAskedFor() throws IOException {
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = Texts.runs(random, 20).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Texts.Decoded expected = Texts.decode(bytes);
            StringBuilder read = new StringBuilder();
            boolean valid = read(bytes, read);
            assertEquals(expected.text(), read.toString(), () -> "seed " + seed);
            assertEquals(expected.valid(), valid, () -> "seed " + seed);
        }
    }

    /** Returns whether it came to the end. */
    private boolean read(byte[] bytes, StringBuilder text) throws IOException {
        Utf8Reader reader = new Utf8Reader(inPieces(bytes));
        char[] chars = new char[300];
        int most = 1 + random.nextInt(chars.length - 1);
        try {
            while (true) {
                int offset = random.nextInt(chars.length - most);
                int count = reader.read(chars, offset, 1 + random.nextInt(most));
                if (count < 0) {
                    return true;
                }
                assertThat(count).isPositive();
                text.append(chars, offset, count);
            }
        } catch (MalformedInputException e) {
            return false;
        }
    }

    private InputStream inPieces(byte[] bytes) {
        int most = 1 + random.nextInt(50);
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] target, int offset, int count) {
                return super.read(target, offset, Math.min(count, 1 + random.nextInt(most)));
            }
        };
    }

    @Test
    void aPairIsReadByHalves() throws IOException {
        Utf8Reader reader = new Utf8Reader(stream("\ud83d\ude00\u0000x"));
        for (char c : "\ud83d\ude00\u0000x".toCharArray()) {
            assertEquals(c, reader.read());
        }
        assertEquals(-1, reader.read());
        assertEquals(-1, reader.read());
    }

    @Test
    void isReadyWhereACharacterIsThere() throws IOException {
        InputStream stream = stream("ab€");
        // Its second part is not there until it is asked for.
        Utf8Reader reader =
                new Utf8Reader(new SequenceInputStream(new ByteArrayInputStream(stream.readNBytes(3)), stream));
        assertTrue(reader.ready());
        assertEquals('a', reader.read());
        assertTrue(reader.ready());
        assertEquals('b', reader.read());
        assertFalse(reader.ready());
        assertEquals('€', reader.read());
        assertFalse(reader.ready());
    }

    @Test
    void whatEndsWithinACharacterIsMalformed() throws IOException {
        Utf8Reader reader = new Utf8Reader(new ByteArrayInputStream(new byte[] {'x', (byte) 0xE2, (byte) 0x82}));
        char[] chars = new char[10];
        assertEquals(1, reader.read(chars));
        assertThatThrownBy(() -> reader.read(chars)).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void throwsOnceItIsClosed() throws IOException {
        Utf8Reader reader = new Utf8Reader(stream("x"));
        reader.close();
        assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
        assertThatThrownBy(reader::ready).isInstanceOf(IOException.class);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
