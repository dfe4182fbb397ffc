package org.lighterage.coders;

import java.io.IOException;
import java.io.Writer;

/** A writer lent to a JSON library; as {@link BorrowedReader}. */
final class BorrowedWriter extends Writer {

    private final Writer writer;
    private IOException failure;

    BorrowedWriter(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void write(char[] chars, int from, int count) throws IOException {
        try {
            writer.write(chars, from, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /** Without effect: what has been written leaves by itself, and flushing would cut short frames. */
    @Override
    public void flush() {}

    /** Throws what writing has thrown, where it has. */
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
