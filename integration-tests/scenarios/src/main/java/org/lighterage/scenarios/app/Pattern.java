package org.lighterage.scenarios.app;

import java.nio.ByteBuffer;

/**
 * Messages that tell whether they are whole: a number, and content that follows from it. One made of parts of two is not
 * valid.
 */
public final class Pattern {

    private static final String[] CHARACTERS = {"a", "é", "€", "😀"};

    private Pattern() {}

    public static ByteBuffer binary(int number, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(8, length));
        bytes.putInt(number).putInt(bytes.capacity());
        while (bytes.hasRemaining()) {
            bytes.put((byte) (number * 31 + bytes.position()));
        }
        return bytes.flip();
    }

    /** The number of a binary message; throws where it is not whole. */
    public static int numberOf(ByteBuffer bytes) {
        int number = bytes.getInt(bytes.position());
        if (!bytes.equals(binary(number, bytes.remaining()))) {
            throw new IllegalStateException(
                    "Binary message " + number + " of " + bytes.remaining() + " bytes is not whole");
        }
        return number;
    }

    public static String text(int number, int length) {
        String unit = CHARACTERS[number % CHARACTERS.length];
        return number + ":" + length + ":" + unit.repeat(length);
    }

    /** The number of a text message; throws where it is not whole. */
    public static int numberOf(String text) {
        String[] parts = text.split(":", 3);
        int number = Integer.parseInt(parts[0]);
        if (!text.equals(text(number, Integer.parseInt(parts[1])))) {
            throw new IllegalStateException(
                    "Text message " + number + " of " + text.length() + " characters is not whole");
        }
        return number;
    }

    /** Lengths from nothing to several frames, different from number to number. */
    public static int length(int number) {
        return number % 10 == 0 ? 20_000 + number * 131 % 400_000 : number * 37 % 2_000;
    }
}
