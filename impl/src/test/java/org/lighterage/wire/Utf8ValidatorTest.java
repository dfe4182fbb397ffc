package org.lighterage.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's strict decoder is the oracle. */
class Utf8ValidatorTest {

    @Test
    void judgesEveryFirstByteBeforeBytesAtTheEdgesAsTheDecoderDoes() {
        int[] edges = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};
        for (int first = 0; first <= 0xFF; first++) {
            assertJudgedAlike(first);
            for (int second : edges) {
                assertJudgedAlike(first, second);
                for (int third : edges) {
                    assertJudgedAlike(first, second, third);
                    for (int fourth : edges) {
                        assertJudgedAlike(first, second, third, fourth);
                    }
                }
            }
        }
    }

    private static void assertJudgedAlike(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        assertEquals(oracle(bytes), Utf8Validator.isValid(ByteBuffer.wrap(bytes)), () -> "bytes " + hex(bytes));
        // Wherever they lie in what is judged at once, and across it.
        for (int before = 0; before < Long.BYTES; before++) {
            byte[] amidText = new byte[before + bytes.length + 2 * Long.BYTES];
            System.arraycopy(bytes, 0, amidText, before, bytes.length);
            assertEquals(
                    oracle(bytes), Utf8Validator.isValid(ByteBuffer.wrap(amidText)), () -> "amid text " + hex(bytes));
        }
    }

    @Test
    void aCopyGoesItsOwnWay() {
        Utf8Validator validator = new Utf8Validator();
        validator.update(ByteBuffer.wrap(new byte[] {(byte) 0xE0}));
        Utf8Validator copy = validator.copy();
        assertFalse(copy.update(ByteBuffer.wrap(new byte[] {(byte) 0x80})), "a shorter form exists");
        assertTrue(validator.update(ByteBuffer.wrap(new byte[] {(byte) 0xA0, (byte) 0x80})));
        assertTrue(validator.finish());
    }

    @Test
    void judgesTextAsTheDecoderDoesHoweverItIsCut() {
        long seed = System.nanoTime();
        System.out.println("Utf8ValidatorTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Texts.runs(random, 12).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertEquals(oracle(bytes), inPieces(bytes, random), () -> "seed " + seed + ", bytes " + hex(bytes));
        }
    }

    private static boolean inPieces(byte[] bytes, Random random) {
        Utf8Validator validator = new Utf8Validator();
        ByteBuffer whole = random.nextBoolean() ? ByteBuffer.wrap(bytes) : ByteBuffer.allocateDirect(bytes.length);
        whole.put(0, bytes).order(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        boolean valid = true;
        int end = 0;
        while (end < bytes.length) {
            whole.position(end);
            end += random.nextInt(bytes.length - end + 1);
            whole.limit(end);
            valid = validator.update(whole);
            assertEquals(end, whole.limit());
            whole.limit(bytes.length);
        }
        return valid && validator.finish();
    }

    private static boolean oracle(byte[] bytes) {
        return Texts.decode(bytes).valid();
    }

    private static String hex(byte[] bytes) {
        return Vectors.hex(ByteBuffer.wrap(bytes));
    }
}
