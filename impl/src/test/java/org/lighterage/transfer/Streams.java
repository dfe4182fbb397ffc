package org.lighterage.transfer;

import java.io.IOException;
import java.io.Reader;

/** Reads in tests what is there already; reading more would wait for a writer on the same thread. */
final class Streams {

    private Streams() {}

    /** Exactly so many characters. */
    static String chars(Reader reader, int count) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] piece = new char[count];
        while (text.length() < count) {
            int read = reader.read(piece, 0, count - text.length());
            if (read < 0) {
                throw new AssertionError("ended after " + text);
            }
            text.append(piece, 0, read);
        }
        return text.toString();
    }
}
