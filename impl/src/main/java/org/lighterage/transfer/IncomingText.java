package org.lighterage.transfer;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.util.Map;
import org.lighterage.buffer.ArrivingContent;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Validator;

/**
 * The text of one message. Where the application takes it as one String, or reads its characters, it is decoded while it comes:
 * then all that is left to do at its end is to join the pieces, and its reader has nothing to decode.
 *
 * <p>Of a text that is read while it comes, no more than of bytes may wait. Where there is no room the text goes on as bytes in
 * its buffer: all of it, or, where its reader has begun, the rest. Fields of the thread that appends are not guarded by the lock,
 * so that no reader waits while it decodes.
 */
final class IncomingText extends ArrivingContent {

    /** Of a longer text there is no String where one of its characters takes two bytes there. */
    private static final int MOST_BYTES_OF_STRING = (1 << 30) - 1;

    private static final String READ_ONCE = "The text is being read, and forgotten with that";

    private enum Place {
        PIECES,
        BUFFER,
        /** The first part in pieces, and the rest in the buffer. */
        BOTH
    }

    private final MessageBuffer buffer;
    private final PieceQueue pieces;

    /** Of the thread that appends: null where bytes go to the buffer. */
    private PieceDecoder decoder;

    /** Of the thread that appends: of what goes to the buffer. */
    private Utf8Validator utf8 = new Utf8Validator();

    /** Whether it is to be read while it comes, so that each piece is handed over at once. Of the thread that appends. */
    private boolean followed;

    private Place place;

    /** Bytes that have come, without those that went to the buffer, or have been moved there. */
    private long length;

    /** Characters that have become pieces, and those of them that have been taken. */
    private long decoded;

    private long taken;

    /** Whether a reader has begun. */
    private boolean reading;

    /**
     * @param buffer takes the text where it is not decoded, or not any more; belongs to this text from now on
     * @param decodes whether the text is decoded while there is room
     */
    IncomingText(BufferBudget budget, MessageBuffer buffer, boolean decodes) {
        this.buffer = buffer;
        this.pieces = new PieceQueue(budget);
        this.decoder = decodes ? new PieceDecoder(this::add) : null;
        this.place = decodes ? Place.PIECES : Place.BUFFER;
    }

    /**
     * Where a message is to wait that has begun.
     *
     * @param length as announced, in bytes; -1 where it was not
     * @param streams whether the application reads its kind while it comes
     */
    static ArrivingContent contentFor(Buffers buffers, boolean text, long length, boolean streams) {
        MessageBuffer buffer = buffers.newBuffer(text, length);
        if (!text) {
            return buffer;
        }
        boolean fits = streams || length <= MOST_BYTES_OF_STRING;
        return new IncomingText(buffers.budget(), buffer, fits && buffers.decodesText(length));
    }

    /**
     * {@inheritDoc}
     *
     * @throws MalformedInputException if they are not valid UTF-8; what has come is worth nothing then
     */
    @Override
    public void append(ByteBuffer bytes) throws IOException {
        if (decodes(bytes.remaining(), bytes.remaining())) {
            decoder.decode(bytes);
            handOver();
        } else {
            keep(bytes);
        }
    }

    /**
     * Adds characters that a container has decoded, and that end with no half of a pair.
     *
     * @param bytes of their UTF-8
     */
    void append(String text, long bytes) throws IOException {
        if (decodes(bytes, text.length())) {
            decoder.add(text, bytes == text.length());
            handOver();
        } else {
            buffer.append(ByteBuffer.wrap(Utf8.encode(text, (int) bytes)));
        }
    }

    /** Whether what comes next is decoded; otherwise all that has to be is in the buffer. */
    private boolean decodes(long bytes, int mostChars) throws IOException {
        if (decoder == null) {
            return false;
        }
        if (takes(bytes, mostChars)) {
            return true;
        }
        move();
        utf8.update(decoder.begun());
        decoder = null;
        return false;
    }

    private boolean takes(long bytes, int mostChars) {
        lock.lock();
        try {
            // What nobody wants any more is decoded and forgotten, since it has to be valid nevertheless.
            if (!isReleased()) {
                requireFilling();
                boolean room = place == Place.PIECES
                        && (followed || length + bytes <= MOST_BYTES_OF_STRING)
                        && pieces.tryDecoding(
                                decoder.memoryWith(mostChars), followed ? buffer.mostAhead() : Long.MAX_VALUE);
                if (!room) {
                    return false;
                }
            }
            length += bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(String piece, int bytesOfChar) {
        lock.lock();
        try {
            if (!isReleased()) {
                pieces.add(piece, bytesOfChar);
                decoded += piece.length();
                wakeReaders();
            }
        } finally {
            lock.unlock();
        }
    }

    private void handOver() {
        if (followed) {
            decoder.flush();
        }
    }

    private void keep(ByteBuffer bytes) throws IOException {
        // Before an application that reads along can see the bytes. A copy, since without room for them they come
        // again.
        Utf8Validator ahead = utf8.copy();
        if (!ahead.update(bytes)) {
            throw new MalformedInputException(1);
        }
        buffer.append(bytes);
        utf8 = ahead;
    }

    /** Lets the text go on in the buffer. What can't be done now is done when it is called again. */
    private void move() throws IOException {
        decoder.flush();
        lock.lock();
        try {
            if (place == Place.PIECES) {
                place = reading ? Place.BOTH : Place.BUFFER;
                // What follows is not waited for here.
                wakeReaders();
            }
            while (place == Place.BUFFER && !pieces.isEmpty()) {
                // What they take stays counted meanwhile, so that the buffer does not take as much memory once more.
                moveBytes(ByteBuffer.wrap(Utf8.encode(pieces.peek())));
                pieces.remove();
            }
            moveBytes(decoder.begun());
            pieces.decodingEnded();
            if (place == Place.BUFFER) {
                pieces.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private void moveBytes(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        buffer.append(bytes);
        length -= count;
    }

    /** {@inheritDoc} A text does not end within a character. */
    @Override
    public boolean finish() {
        if (decoder == null) {
            return utf8.finish();
        }
        decoder.flush();
        return !decoder.begun().hasRemaining();
    }

    @Override
    public void expectReader() {
        followed = true;
        buffer.expectReader();
        if (decoder != null) {
            decoder.flush();
        }
    }

    /** The message for the application, which it releases; once it {@linkplain #isComplete is complete}, or before to be read. */
    FollowedMessage message(Map<String, String> metadata, Runnable onRelease) {
        return isInBuffer()
                ? new BufferedMessage(true, metadata, this, buffer, onRelease)
                : new DecodedMessage(metadata, this, onRelease);
    }

    /** Whether all of the text is, or will be, in the {@link #buffer}. */
    boolean isInBuffer() {
        lock.lock();
        try {
            return place == Place.BUFFER;
        } finally {
            lock.unlock();
        }
    }

    MessageBuffer buffer() {
        return buffer;
    }

    @Override
    public long length() {
        lock.lock();
        try {
            return length + buffer.length();
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected long arrived() {
        return place == Place.PIECES ? decoded : Long.MAX_VALUE;
    }

    @Override
    public void complete() {
        buffer.complete();
        super.complete();
    }

    @Override
    public void fail(IOException cause) {
        buffer.fail(cause);
        super.fail(cause);
    }

    @Override
    public void release() {
        buffer.release();
        super.release();
    }

    @Override
    protected void free() {
        pieces.clear();
    }

    /**
     * The characters for who takes nothing else of the text, also while they come.
     *
     * @throws IllegalStateException where it was called before
     */
    Reader openReaderOnce() {
        lock.lock();
        try {
            if (reading) {
                throw new IllegalStateException(READ_ONCE);
            }
            reading = true;
        } finally {
            lock.unlock();
        }
        return new IncomingTextReader(this);
    }

    /**
     * The next piece for the reader, which waits for it; null where none follows: the text has ended, or the rest is in the
     * buffer.
     */
    String take() throws IOException {
        lock.lock();
        try {
            requireReadable();
            while (pieces.isEmpty() && place == Place.PIECES && !isComplete()) {
                await(taken, taken > 0);
                requireReadable();
            }
            if (pieces.isEmpty() || place == Place.BUFFER) {
                return null;
            }
            String piece = pieces.take();
            taken += piece.length();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /** Whether {@link #take} has an answer without waiting. */
    boolean isReady() {
        lock.lock();
        try {
            return !pieces.isEmpty() || place != Place.PIECES || isComplete();
        } finally {
            lock.unlock();
        }
    }

    /** Throws where what was taken is not to be read any more. */
    void checkReadable() throws IOException {
        requireReadable();
    }

    /** The whole text, where it is not in the buffer, to be called once: from then on it is the application's, and counts no more. */
    String join() throws IOException {
        lock.lock();
        try {
            requireReadable();
            if (reading) {
                throw new IllegalStateException(READ_ONCE);
            }
            if (!isComplete()) {
                throw new IllegalStateException(
                        "The text still comes: read its characters once, or wait until it is whole");
            }
            String text = pieces.join();
            pieces.clear();
            return text;
        } finally {
            lock.unlock();
        }
    }
}
