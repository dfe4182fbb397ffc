package org.lighterage.transfer;

import java.io.IOException;
import java.io.Reader;
import java.util.Objects;
import org.lighterage.wire.Utf8Reader;

/** Reads a text while it comes, and waits for what has not come. For one thread at a time, and for long reads. */
final class IncomingTextReader extends Reader {

    private final IncomingText text;

    /** What was taken of the text, and where the next character is in it. */
    private String piece = "";

    private int next;

    /** What follows the pieces; null while they may go on. */
    private Reader rest;

    private boolean closed;

    IncomingTextReader(IncomingText text) {
        this.text = text;
    }

    @Override
    public int read(char[] chars, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, chars.length);
        requireOpen();
        if (count == 0) {
            return 0;
        }
        if (rest == null && next == piece.length()) {
            takePiece();
        }
        if (rest != null) {
            return rest.read(chars, offset, count);
        }
        int read = Math.min(count, piece.length() - next);
        piece.getChars(next, next + read, chars, offset);
        next += read;
        return read;
    }

    private void takePiece() throws IOException {
        String taken = text.take();
        if (taken == null) {
            piece = "";
            // Empty where all was in pieces.
            rest = new Utf8Reader(text.buffer().openStreamOnce());
        } else {
            piece = taken;
        }
        next = 0;
    }

    @Override
    public boolean ready() throws IOException {
        requireOpen();
        if (rest == null && next == piece.length() && text.isReady()) {
            takePiece();
        }
        return next < piece.length() || rest != null && rest.ready();
    }

    @Override
    public void close() {
        closed = true;
        piece = "";
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("The reader is closed");
        }
        text.checkReadable();
    }
}
