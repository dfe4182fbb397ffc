package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Map;
import java.util.function.Supplier;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.Utf8;

/**
 * Puts together messages of one kind, text or binary, from a peer that does not speak Lighterage (PROTOCOL.md, section
 * 9). Used by one thread at a time, in the order in which pieces come.
 */
public final class PlainAssembler {

    private final long maxMessage;
    private final Supplier<MessageBuffer> buffers;

    /** The message that is coming in pieces, or null between messages. */
    private MessageBuffer buffer;

    /** A high surrogate that ended a piece; its other half comes with the next. */
    private String carried = "";

    private boolean closed;

    /**
     * @param maxMessage longest message that is accepted, in bytes
     * @param buffers makes a buffer for each message that comes in pieces
     */
    public PlainAssembler(long maxMessage, Supplier<MessageBuffer> buffers) {
        this.maxMessage = maxMessage;
        this.buffers = buffers;
    }

    /**
     * Takes a piece of text.
     *
     * @return the whole message with its last piece, otherwise null
     * @throws MessageFailedException if the message is too long (then the connection is to be closed with 1009) or there
     *     is no room for it (1013)
     */
    public synchronized ReceivedMessage text(String piece, boolean last) throws IOException {
        if (closed) {
            return null;
        }
        String text = carried.isEmpty() ? piece : carried + piece;
        int end = text.length();
        if (!last && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        carried = text.substring(end);
        if (last && buffer == null) {
            // Checked first, since a longer one need not be counted.
            checkLength(text.length());
            ShortText message = new ShortText(text);
            checkLength(message.length());
            return message;
        }
        return append(ByteBuffer.wrap(Utf8.encode(CharBuffer.wrap(text, 0, end))), true, last);
    }

    /** Takes a piece of a binary message, which is consumed; as {@link #text}. */
    public synchronized ReceivedMessage binary(ByteBuffer piece, boolean last) throws IOException {
        if (closed) {
            return null;
        }
        if (last && buffer == null) {
            checkLength(piece.remaining());
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            return new ShortMessage(false, bytes, () -> {});
        }
        return append(piece, false, last);
    }

    private ReceivedMessage append(ByteBuffer bytes, boolean text, boolean last) throws IOException {
        if (buffer == null) {
            buffer = buffers.get();
        }
        try {
            checkLength(buffer.length() + bytes.remaining());
            buffer.append(bytes);
        } catch (IOException e) {
            close();
            throw e;
        }
        if (!last) {
            return null;
        }
        buffer.complete();
        ReceivedMessage message = new BufferedMessage(text, Map.of(), buffer, () -> {});
        buffer = null;
        return message;
    }

    /** Bytes so far of the message that is coming in pieces; 0 between messages. */
    public synchronized long length() {
        return buffer == null ? 0 : buffer.length();
    }

    private void checkLength(long length) throws MessageFailedException {
        if (length > maxMessage) {
            close();
            throw IncomingMessage.tooLarge(length, maxMessage);
        }
    }

    /** Drops what is incomplete, and ignores what still comes: the connection has ended, or will for what came. */
    public synchronized void close() {
        closed = true;
        carried = "";
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
