package org.lighterage.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Utf8;

class TextSourceTest {

    private final long seed = Long.getLong("lighterage.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static byte[] read(Source source, long offset, int count) throws Exception {
        ByteBuffer target = ByteBuffer.allocate(count);
        int read = source.read(offset, target);
        assertThat(target.position()).isEqualTo(Math.max(0, read));
        return Arrays.copyOf(target.array(), Math.max(0, read));
    }

    private String text(int chars) {
        StringBuilder text = new StringBuilder();
        while (text.length() < chars) {
            switch (random.nextInt(6)) {
                case 0 -> text.append("😀");
                case 1 -> text.append((char) (0xD800 + random.nextInt(0x800))); // unpaired, or paired by chance
                case 2 -> text.append("€é");
                default -> text.append("plain");
            }
        }
        return text.toString();
    }

    @Test
    void anyTextIsGivenAsItsUtf8WhateverTheSizesOfThePieces() throws Exception {
        for (int round = 0; round < 200; round++) {
            String text = text(random.nextInt(30_000));
            byte[] expected = Utf8.encode(text);
            Source source = new TextSource(random.nextBoolean() ? text : new StringBuilder(text));
            assertThat(source.length()).as("seed " + seed).isEqualTo(expected.length);
            ByteBuffer all = ByteBuffer.allocate(expected.length);
            while (all.hasRemaining()) {
                int before = all.position();
                byte[] piece = read(source, before, Math.min(all.remaining(), 1 + random.nextInt(9_000)));
                all.put(piece);
                assertThat(source.endsAt(all.position())).isEqualTo(!all.hasRemaining());
            }
            assertThat(all.array()).as("seed " + seed).isEqualTo(expected);
            assertThat(source.read(expected.length, ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void earlierBytesAreGivenAgainUntilTheyAreReleased() throws Exception {
        String text = text(400_000);
        byte[] expected = Utf8.encode(text);
        TextSource source = new TextSource(text);
        int released = 0;
        for (int round = 0; round < 300; round++) {
            int offset = released + random.nextInt(expected.length - released);
            byte[] piece = read(source, offset, 1 + random.nextInt(40_000));
            assertThat(piece)
                    .as("seed " + seed)
                    .isEqualTo(Arrays.copyOfRange(expected, offset, offset + piece.length))
                    .isNotEmpty();
            if (random.nextInt(4) == 0) {
                released += random.nextInt(Math.max(1, offset - released));
                source.release(released);
            }
        }
    }

    @Test
    void releasedBytesAreGone() throws Exception {
        TextSource source = new TextSource("é".repeat(150_000));
        read(source, 0, 300_000);
        source.release(200_000);
        assertThat(read(source, 200_000, 10)).hasSize(10);
        assertThatThrownBy(() -> read(source, 10, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptyTextEndsAtOnce() throws Exception {
        TextSource source = new TextSource("");
        assertThat(source.length()).isZero();
        assertThat(source.endsAt(0)).isTrue();
        assertThat(source.read(0, ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    @Test
    void whetherItEndsIsKnownBeforeItsLengthWasAskedFor() {
        assertThat(new TextSource("abc").endsAt(3)).isTrue();
    }

    @Test
    void asciiIsGivenAsItIsIntoAnyBuffer() throws Exception {
        String text = "0123456789".repeat(1_000);
        TextSource source = new TextSource(text);
        ByteBuffer slice = ByteBuffer.allocate(100).position(10).slice();
        ByteBuffer direct = ByteBuffer.allocateDirect(100);
        for (ByteBuffer target : new ByteBuffer[] {slice, direct}) {
            target.put((byte) '!');
            int count = source.read(9_950, target);
            assertThat(count).isEqualTo(50);
            target.flip();
            assertThat(UTF_8.decode(target).toString()).isEqualTo("!" + text.substring(9_950));
        }
        assertThat(source.read(10_000, direct)).isEqualTo(-1);
    }
}
