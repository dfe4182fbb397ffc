package org.lighterage.coders;

import java.io.IOException;
import java.io.Reader;

/**
 * A reader lent to a JSON library, which may close it, wrap what it throws and throw something else in its place. For
 * one thread at a time.
 */
final class BorrowedReader extends Reader {

    private final Reader reader;
    private IOException failure;

    BorrowedReader(Reader reader) {
        this.reader = reader;
    }

    @Override
    public int read(char[] chars, int from, int count) throws IOException {
        try {
            return reader.read(chars, from, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Throws what reading has thrown, where it has. */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        // It is its owner's to close.
    }
}
