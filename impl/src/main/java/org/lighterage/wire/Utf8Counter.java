package org.lighterage.wire;

import java.util.Arrays;

/**
 * Counts the bytes of a text, without branches that depend on how long its characters are: of most texts no processor could
 * tell. Compilers make vector instructions of the loops over blocks: each has arrays of one type only, as parameters, reads and
 * writes them at the same place, and shifts nothing but what it has just read. The benchmark of texts shows whether they do.
 */
final class Utf8Counter {

    /** Chars that are counted at once; fewer are counted one by one. */
    private static final int BLOCK = 1024;

    /** After so many blocks the sums are taken, which have 16 bits: a block adds no more than four to each. */
    private static final int MOST_BLOCKS = 0xFFFF / 4;

    private final CharSequence text;

    /** A block, and the char after it. */
    private final char[] chars = new char[BLOCK + 1];

    /** What follows each char of the block. */
    private final char[] following = new char[BLOCK];

    /** In the highest bit, of each char: whether it takes two bytes or more. */
    private final char[] aboveOne = new char[BLOCK];

    /** The same of three. */
    private final char[] aboveTwo = new char[BLOCK];

    /** The same of whether it is anything but the first half of a pair. */
    private final char[] unpaired = new char[BLOCK];

    /** What was counted at each place of the blocks. */
    private final char[] sums = new char[BLOCK];

    private int blocks;

    private Utf8Counter(CharSequence text) {
        this.text = text;
    }

    /** The number of bytes of a text. */
    static long bytes(CharSequence text) {
        int rest = text.length() % BLOCK;
        int whole = text.length() - rest;
        long more = whole == 0 ? 0 : new Utf8Counter(text).moreBytes(whole);
        char[] last = new char[rest];
        Utf8.copyChars(text, whole, text.length(), last);
        return whole + more + oneByOne(last);
    }

    /** How many more bytes than chars there are in whole blocks. */
    private long moreBytes(int end) {
        long more = 0;
        int from = 0;
        while (from < end && isAscii(from)) {
            from += BLOCK;
        }
        for (; from < end; from += BLOCK) {
            block(from);
            if (blocks == MOST_BLOCKS) {
                more += takeSums();
            }
        }
        return more + takeSums();
    }

    /** A method of its own, since what is called often enough is compiled better than the inside of a loop that runs for long. */
    private void block(int from) {
        int end = Math.min(from + BLOCK + 1, text.length());
        chars[BLOCK] = 0;
        Utf8.copyChars(text, from, end, chars);
        System.arraycopy(chars, 1, following, 0, BLOCK);
        compare(chars, aboveOne, aboveTwo);
        pair(chars, following, unpaired);
        add(aboveOne, aboveTwo, unpaired, sums);
        blocks++;
    }

    /** Many texts are ASCII up to their end, which takes half of the time to find out. */
    private boolean isAscii(int from) {
        Utf8.copyChars(text, from, from + BLOCK, chars);
        return endOfAscii(chars, BLOCK) == BLOCK;
    }

    /** How many of the first chars are ASCII, or up to three less. */
    private static int endOfAscii(char[] chars, int count) {
        int index = 0;
        while (index < count - 3 && (chars[index] | chars[index + 1] | chars[index + 2] | chars[index + 3]) < 0x80) {
            index += 4;
        }
        return index;
    }

    private static void compare(char[] chars, char[] aboveOne, char[] aboveTwo) {
        for (int i = 0; i < BLOCK; i++) {
            char c = chars[i];
            aboveOne[i] = (char) ((c & 0x7FFF) + 0x7F80 | c);
            aboveTwo[i] = (char) ((c & 0x7FFF) + 0x7800 | c);
        }
    }

    private static void pair(char[] chars, char[] following, char[] unpaired) {
        for (int i = 0; i < BLOCK; i++) {
            // None where the char begins as first halves do, and the next as second ones.
            int others = (chars[i] ^ 0xD800 | following[i] ^ 0xDC00) & 0xFC00;
            unpaired[i] = (char) ((others & 0x7C00) + 0x7C00 | others);
        }
    }

    /** Four bytes for both halves of a pair are two less than three for each: those that are none have these two more instead. */
    private static void add(char[] aboveOne, char[] aboveTwo, char[] unpaired, char[] sums) {
        for (int i = 0; i < BLOCK; i++) {
            sums[i] = (char) (sums[i]
                    + (aboveOne[i] >>> 15)
                    + (aboveTwo[i] >>> 15)
                    + (unpaired[i] >>> 15)
                    + (unpaired[i] >>> 15));
        }
    }

    private long takeSums() {
        long sum = 0;
        for (char each : sums) {
            sum += each;
        }
        long more = sum - 2L * BLOCK * blocks;
        Arrays.fill(sums, (char) 0);
        blocks = 0;
        return more;
    }

    private static int oneByOne(char[] chars) {
        int bytes = chars.length;
        for (int i = endOfAscii(chars, chars.length); i < chars.length; i++) {
            char c = chars[i];
            bytes += (0x7F - c >>> 31) + (0x7FF - c >>> 31);
            if (Character.isHighSurrogate(c) && i + 1 < chars.length && Character.isLowSurrogate(chars[i + 1])) {
                bytes -= 2;
            }
        }
        return bytes;
    }
}
