package org.lighterage.scenarios;

import java.util.Random;

/** What is sent. */
final class Samples {

    private static final String UNIT = "aé€😀";

    private Samples() {}

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Text whose UTF-8 has exactly so many bytes, with characters of one to four bytes. */
    static String text(int utf8Length) {
        int units = utf8Length / 10;
        return "x".repeat(utf8Length % 10) + UNIT.repeat(units);
    }
}
