package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Text of PROTOCOL.md, section 3. */
class Utf8Test {

    @TestFactory
    Stream<DynamicTest> everyTextIsEncodedAsItsBytes() {
        return Vectors.of("texts")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    String text = utf16(Vectors.buffer(vector, "utf16"));
                    byte[] bytes = Vectors.bytes(vector, "hex");
                    assertThat(Utf8.encode(text)).isEqualTo(bytes);
                    assertThat(Utf8.encode(new StringBuilder(text))).isEqualTo(bytes);
                    assertEquals(bytes.length, Utf8.length(text));
                    assertThat(Utf8Validator.isValid(ByteBuffer.wrap(bytes))).isTrue();
                }));
    }

    @Test
    void anyTextIsEncodedCountedAndDecodedAsByTheJdk() {
        long seed = Long.getLong("lighterage.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            String text = Texts.withUnpaired(random, round % 100 == 0 ? 1_000 : 20);
            byte[] bytes = Texts.encode(text);
            assertThat(Utf8.encode(text)).as("seed " + seed).isEqualTo(bytes);
            CharBuffer within = CharBuffer.wrap(("x" + text + "y").toCharArray(), 1, text.length());
            assertThat(Utf8.encode(within)).as("seed " + seed).isEqualTo(bytes);
            assertThat(Utf8.encode(within.slice())).as("seed " + seed).isEqualTo(bytes);
            assertThat(Utf8.length(text)).as("seed " + seed).isEqualTo(bytes.length);
            assertThat(Utf8.decode(ByteBuffer.wrap(bytes)))
                    .as("seed " + seed)
                    .isEqualTo(Texts.decode(bytes).text());
        }
    }

    @Test
    void piecesOfATextDoNotCutPairs() {
        String text = "\ud83d\ude00x\ud83d";
        assertEquals(2, Utf8.endOfPiece(text, 0, 2));
        assertEquals(1, Utf8.endOfPiece("x" + text, 0, 2));
        assertEquals(4, Utf8.endOfPiece(text, 2, 2), "an unpaired one at the end");
    }

    @Test
    void aLongTextIsAsLongAsItsBytes() {
        for (int before = 0; before < 3; before++) {
            String text = "x".repeat(before) + "\ud83d\ude00".repeat(5_000) + "\ude00";
            assertEquals(before + 20_003, Utf8.length(text));
            assertEquals(before + 20_003, Utf8.length(new StringBuilder(text)));
        }
    }

    /** More than fit into the sums of 16 bits in which characters are counted. */
    @Test
    void aTextOfMillionsOfCharactersIsAsLongAsItsBytes() {
        assertEquals(3 * 17_000_000L, Utf8.length("€".repeat(17_000_000)));
    }

    /** Texts are counted in blocks of 1,024 chars, and what is left one by one. */
    @Test
    void aTextIsAsLongAsItsBytesWhereverItsBlocksEnd() {
        long seed = Long.getLong("lighterage.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int before = 1_024 * (1 + random.nextInt(3)) - random.nextInt(4);
            String text = "é".repeat(before) + Texts.withUnpaired(random, 6);
            assertThat(Utf8.length(text)).as("seed " + seed).isEqualTo(Texts.encode(text).length);
        }
    }

    private static String utf16(ByteBuffer bytes) {
        return bytes.asCharBuffer().toString();
    }

    @Test
    void decodingLeavesTheBufferAsItIs() {
        byte[] bytes = Utf8.encode("xé€\ud83d\ude00x");
        ByteBuffer heap = ByteBuffer.wrap(bytes, 1, bytes.length - 2).slice();
        ByteBuffer direct =
                ByteBuffer.allocateDirect(bytes.length).put(bytes).position(1).limit(bytes.length - 1);
        for (ByteBuffer buffer : new ByteBuffer[] {heap, heap.asReadOnlyBuffer(), direct}) {
            int position = buffer.position();
            assertEquals("é€\ud83d\ude00", Utf8.decode(buffer));
            assertEquals(position, buffer.position());
        }
    }

    @Test
    void aCloseReasonIsCutAtACharacterTo123Bytes() {
        assertEquals("r".repeat(123), CloseCodes.reason("r".repeat(124)));
        assertEquals("r".repeat(122), CloseCodes.reason("r".repeat(122) + "é"));
        assertEquals("r".repeat(121) + "é", CloseCodes.reason("r".repeat(121) + "é"));
    }
}
