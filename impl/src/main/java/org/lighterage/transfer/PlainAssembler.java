package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.lighterage.buffer.ArrivingContent;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Utf8;

/**
 * Puts together messages of one kind, text or binary, from a peer that does not speak Lighterage (PROTOCOL.md, section
 * 9). Used by one thread at a time, in the order in which pieces come.
 */
public final class PlainAssembler {

    private final long maxMessage;
    private final Buffers buffers;

    /** What has come of the message that is coming in pieces; null between messages. */
    private ArrivingContent content;

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
        if (last && content == null) {
            // Checked first, since a longer one need not be counted.
            checkLength(text.length());
            length = Utf8.length(text);
            checkLength(length);
            return new WholeText(text, length);
        }
        if (content == null) {
            content = IncomingText.contentFor(buffers, true, -1, false);
        }
        String characters = text.substring(0, end);
        long bytes = Utf8.length(characters);
        checkLength(content.length() + bytes);
        ((IncomingText) content).append(characters, bytes);
        return taken(last);
    }

    /** A piece was taken: returns the message if it was the last, and nobody has it yet. */
    private ReceivedMessage taken(boolean last) {
        length = content.length();
        if (!last) {
            return null;
        }
        content.finish();
        content.complete();
        ReceivedMessage whole = opened ? null : message();
        content = null;
        opened = false;
        return whole;
    }

    private ReceivedMessage message() {
        return FollowedMessage.of(content, Map.of(), () -> {});
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
        if (last && content == null) {
            checkLength(piece.remaining());
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            length = bytes.length;
            return new ShortMessage(false, bytes, () -> {});
        }
        if (content == null) {
            content = IncomingText.contentFor(buffers, false, -1, false);
        }
        checkLength(content.length() + piece.remaining());
        content.append(piece);
        return taken(last);
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
     * The message that is coming, for an application that reads it while it comes; null where none is, or it was given already.
     */
    public synchronized ReceivedMessage open() {
        if (content == null || opened) {
            return null;
        }
        opened = true;
        content.expectReader();
        return message();
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
        if (content == null) {
            return;
        }
        if (opened) {
            content.fail(cause);
        } else {
            content.release();
        }
        content = null;
    }
}
