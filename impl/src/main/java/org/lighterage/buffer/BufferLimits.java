package org.lighterage.buffer;

/**
 * The limits of one message.
 *
 * @param maxMessage the longest message to accept, in bytes (text: of its UTF-8)
 * @param memoryThreshold bytes of it that are kept in memory; a longer one goes to disk
 */
public record BufferLimits(long maxMessage, long memoryThreshold) {

    public BufferLimits {
        check("maxMessage", maxMessage);
        check("memoryThreshold", memoryThreshold);
    }

    private static void check(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " is " + value + " bytes, it is at least 0");
        }
    }
}
