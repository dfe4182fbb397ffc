package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Utf8;

/**
 * Puts together messages of one kind, text or binary, from a peer that does not speak Lighterage (PROTOCOL.md, section
 * 9). Used by one thread at a time, in the order in which pieces come.
 */
public final class PlainAssembler {

    private final long maxMessage;
    private final Buffers buffers;

    /** The message that is coming in pieces, or null between messages. */
    private MessageBuffer buffer;

    /** The same of a text that is taken as a String, while there is room for it. */
    private DecodedText decoded;

    /** Whether the application has it already, and reads while it comes. */
    private boolean opened;

    /** A high surrogate that ended a piece; its other half comes with the next. */
    private String carried = "";

    private long length;

    /** Characters or bytes so far of the message that is coming. */
    private long coming;

    private long maxBuffered = Long.MAX_VALUE;
    private boolean closed;

    /**
     * @param maxMessage longest message that is accepted, in bytes
     * @param buffers where messages wait that come in pieces
     */
    public PlainAssembler(long maxMessage, Buffers buffers) {
        this.maxMessage = maxMessage;
        this.buffers = buffers;
    }

    /**
     * Says how many characters of a text, or bytes, of one message the application wants to have buffered. Called by the
     * thread that brings the pieces, before each.
     */
    public void bufferAtMost(long count) {
        maxBuffered = count;
    }

    /**
     * Takes a piece of text.
     *
     * @return the whole message with its last piece, otherwise null, and null for one that {@link #open} gave already
     * @throws MessageFailedException if the message is too long (then the connection is to be closed with 1009) or
     *     there is no room for it (1013)
     */
    public synchronized ReceivedMessage text(String piece, boolean last) throws IOException {
        try {
            return closed ? null : takeText(piece, last);
        } catch (IOException e) {
            throw closedFor(e);
        }
    }

    private ReceivedMessage takeText(String piece, boolean last) throws IOException {
        checkBuffered(piece.length(), last);
        String text = carried.isEmpty() ? piece : carried + piece;
        int end = text.length();
        if (!last && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        carried = text.substring(end);
        boolean first = buffer == null && decoded == null;
        if (last && first) {
            // Checked first, since a longer one need not be counted.
            checkLength(text.length());
            ShortText message = new ShortText(text);
            length = message.length();
            checkLength(length);
            return message;
        }
        if (first && buffers.decodesText(-1)) {
            decoded = new DecodedText(buffers.budget());
        }
        String characters = text.substring(0, end);
        if (decoded != null && appendDecoded(characters)) {
            return last ? takeDecoded() : null;
        }
        return append(ByteBuffer.wrap(Utf8.encode(characters)), true, last);
    }

    /** Returns false where there is no more room for the text, so that it goes on in a buffer. */
    private boolean appendDecoded(String text) throws IOException {
        long bytes = Utf8.length(text);
        checkLength(decoded.length() + bytes);
        if (decoded.append(text, bytes)) {
            length = decoded.length();
            return true;
        }
        buffer = buffers.newBuffer(true, -1);
        decoded.moveTo(buffer);
        decoded = null;
        return false;
    }

    private ReceivedMessage takeDecoded() {
        decoded.finish();
        ReceivedMessage whole = new DecodedMessage(Map.of(), decoded, () -> {});
        decoded = null;
        return whole;
    }

    /** Takes a piece of a binary message, which is consumed; as {@link #text}. */
    public synchronized ReceivedMessage binary(ByteBuffer piece, boolean last) throws IOException {
        try {
            return closed ? null : takeBinary(piece, last);
        } catch (IOException e) {
            throw closedFor(e);
        }
    }

    private ReceivedMessage takeBinary(ByteBuffer piece, boolean last) throws IOException {
        checkBuffered(piece.remaining(), last);
        if (last && buffer == null) {
            checkLength(piece.remaining());
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            length = bytes.length;
            return new ShortMessage(false, bytes, () -> {});
        }
        return append(piece, false, last);
    }

    private ReceivedMessage append(ByteBuffer bytes, boolean text, boolean last) throws IOException {
        if (buffer == null) {
            buffer = buffers.newBuffer(text, -1);
        }
        checkLength(buffer.length() + bytes.remaining());
        buffer.append(bytes);
        length = buffer.length();
        if (!last) {
            return null;
        }
        ReceivedMessage whole = opened ? null : open(text);
        buffer.complete();
        buffer = null;
        opened = false;
        return whole;
    }

    /** Nothing can be taken any more. Returns why, to be thrown. */
    private IOException closedFor(IOException failure) {
        close(asFailure(failure));
        return failure;
    }

    private static MessageFailedException asFailure(IOException e) {
        if (e instanceof MessageFailedException failed) {
            return failed;
        }
        OutcomeCode code = e instanceof BudgetExceededException ? OutcomeCode.NO_CAPACITY : OutcomeCode.FAILED;
        return new MessageFailedException(code, e.getMessage(), e);
    }

    /**
     * The message that is coming, for an application that reads it while it comes; null where none is, it was given already,
     * or it was begun for an application that takes texts as a whole, and is given to it as such.
     */
    public synchronized ReceivedMessage open(boolean text) {
        if (buffer == null || opened) {
            return null;
        }
        opened = true;
        buffer.expectReader();
        return new BufferedMessage(text, Map.of(), buffer, () -> {});
    }

    /** Bytes so far of the message that came last, whole or not. */
    public synchronized long length() {
        return length;
    }

    private void checkBuffered(int count, boolean last) throws MessageFailedException {
        coming += count;
        if (coming > maxBuffered) {
            throw new MessageFailedException(
                    OutcomeCode.TOO_LARGE,
                    "The message is longer than the " + maxBuffered
                            + " that the application has set as its session's buffer size");
        }
        if (last) {
            coming = 0;
        }
    }

    private void checkLength(long length) throws MessageFailedException {
        if (length > maxMessage) {
            throw IncomingMessage.tooLarge(length, maxMessage);
        }
    }

    /**
     * Drops what is incomplete, and ignores what still comes: the connection has ended, or will for what came. The
     * cause is for an application that reads it.
     */
    public synchronized void close(IOException cause) {
        closed = true;
        carried = "";
        if (decoded != null) {
            decoded.release();
            decoded = null;
        }
        if (buffer == null) {
            return;
        }
        if (opened) {
            buffer.fail(cause);
        } else {
            buffer.release();
        }
        buffer = null;
    }
}
