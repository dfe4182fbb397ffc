package org.lighterage.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Texts of all lengths of characters in all orders, and the JDK's coders as the oracle. */
public final class Texts {

    /** The first and the last of each length, and next to surrogates. */
    private static final String[] CHARACTERS = {
        "a",
        "\u0000",
        "\u007f",
        "\u0080",
        "é",
        "\u07ff",
        "\u0800",
        "\u0fff",
        "€",
        "\ud000",
        "\ud7ff",
        "\ue000",
        "\ufeff",
        "\uffff",
        "\ud800\udc00",
        "\ud83d\ude00",
        "\udbff\udfff"
    };

    private Texts() {}

    /** Runs of characters, some of which are long. */
    public static String runs(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int runs = random.nextInt(most);
        for (int i = 0; i < runs; i++) {
            int length = random.nextInt(random.nextInt(8) == 0 ? 200 : 10);
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)].repeat(length));
        }
        return text.toString();
    }

    /** The same with some halves of pairs, which mostly stand alone. */
    static String withUnpaired(Random random, int most) {
        StringBuilder text = new StringBuilder(runs(random, most));
        for (int i = random.nextInt(3); i > 0; i--) {
            text.insert(random.nextInt(text.length() + 1), (char) (0xD800 + random.nextInt(0x800)));
        }
        return text.toString();
    }

    public static byte[] encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .replaceWith(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD})
                    .encode(CharBuffer.wrap(text));
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (CharacterCodingException e) {
            throw new AssertionError(e);
        }
    }

    /** The text that the bytes begin with, up to the first that are not valid, and whether they are all. */
    public static Decoded decode(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        boolean valid =
                !StandardCharsets.UTF_8.newDecoder().decode(from, text, true).isError();
        return new Decoded(text.flip().toString(), valid);
    }

    public record Decoded(String text, boolean valid) {}
}
