package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.util.zip.CRC32C;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Utf8Validator;

/**
 * A message that is being reassembled: begun, and not yet ended or aborted. Guarded by the receiving lock.
 *
 * <p>Once dropped (rejected by us, or aborted ahead of its turn) it holds nothing, and stays only until the frames that
 * still belong to it have come.
 */
final class IncomingMessage {

    final long id;
    private final Frame.Begin begin;
    private final long maxLength;
    private final CRC32C crc = new CRC32C();
    private Utf8Validator utf8;
    private MessageBuffer buffer;

    /** Where the text is instead, decoded; null where it is not, or not any more. */
    private DecodedText decoded;

    /** What the application is given; null before. */
    private BufferedMessage opened;

    long lastFrameAt;

    /** Hears of it; null where nobody does. */
    private TransferListener.Begun observer;

    /** Why it was dropped. */
    private IOException failure;

    /**
     * @param maxLength longest message that is accepted, in bytes
     * @param buffer where its bytes are to wait; null for a message that is dropped from the start
     * @param decoded where its text is to wait instead while there is room; null for a message that is not to be decoded
     */
    IncomingMessage(Frame.Begin begin, long maxLength, MessageBuffer buffer, DecodedText decoded) {
        this.id = begin.id();
        this.begin = withoutBytes(begin);
        this.maxLength = maxLength;
        this.buffer = buffer;
        this.decoded = decoded;
        this.utf8 = begin.text() ? new Utf8Validator() : null;
    }

    /** The bytes of a frame are views of memory that is used again. */
    private static Frame.Begin withoutBytes(Frame.Begin begin) {
        return new Frame.Begin(
                begin.id(), begin.text(), begin.length(), begin.metadata(), null, ByteBuffer.allocate(0));
    }

    boolean isText() {
        return begin.text();
    }

    boolean isDropped() {
        return buffer == null;
    }

    /**
     * Gives up what has come, and ignores what still comes.
     *
     * @param cause why, for an application that reads it; null where it comes once more
     */
    void drop(IOException cause) {
        if (buffer == null) {
            return;
        }
        if (opened == null) {
            buffer.release();
        } else {
            buffer.fail(cause);
        }
        buffer = null;
        if (decoded != null) {
            decoded.release();
            decoded = null;
        }
        failure = cause;
        if (observer != null) {
            observer.failed(cause);
        }
    }

    /** Tells what becomes of it. Called once, when its first frame was processed and did not have to wait. */
    void observe(TransferListener transfers) {
        if (isDropped() && failure == null) {
            // Aborted before it began.
            return;
        }
        observer = transfers.incoming(begin.text(), begin.length(), begin.metadata());
        if (failure != null) {
            observer.failed(failure);
        } else {
            observer.progressed(length());
        }
    }

    /** Whether it cannot be had before its end. */
    boolean isDecoded() {
        return decoded != null;
    }

    /** The message for the application. Before its end, streams of it follow what still comes. */
    ReceivedMessage open(Runnable onRelease) {
        if (decoded != null) {
            buffer.release();
            return new DecodedMessage(begin.metadata(), decoded, onRelease);
        }
        if (!buffer.isComplete()) {
            buffer.expectReader();
        }
        opened = new BufferedMessage(begin.text(), begin.metadata(), buffer, onRelease);
        return opened;
    }

    /** What {@link #open} gave that may be read before its end, or null. */
    BufferedMessage opened() {
        return opened;
    }

    /** Whether the application may wait for more of it. */
    boolean isAwaited() {
        return buffer != null && opened != null && opened.isWithApplication();
    }

    /**
     * Adds the bytes of a frame.
     *
     * @throws MessageFailedException if this message, though not the session, is to be rejected
     * @throws org.lighterage.buffer.BudgetExceededException if there is no room; nothing was added
     */
    void append(ByteBuffer bytes) throws IOException {
        checkLength(length() + bytes.remaining());
        int position = bytes.position();
        if (decoded == null || !decode(bytes)) {
            keep(bytes);
        }
        // They are consumed; the checksum reads them once more while they are in the processor's cache.
        bytes.position(position);
        crc.update(bytes);
        if (observer != null) {
            observer.progressed(length());
        }
    }

    /** Returns false where there is no more room for the text, so that it goes on in the buffer. */
    private boolean decode(ByteBuffer bytes) throws IOException {
        try {
            if (decoded.append(bytes)) {
                return true;
            }
        } catch (MalformedInputException e) {
            throw invalid();
        }
        decoded.moveTo(buffer);
        utf8.update(decoded.begun());
        decoded = null;
        return false;
    }

    private void keep(ByteBuffer bytes) throws IOException {
        // Before an application that reads along can see the bytes. A copy, since without room for them they come
        // again.
        Utf8Validator ahead = utf8 == null ? null : utf8.copy();
        if (ahead != null && !ahead.update(bytes)) {
            throw invalid();
        }
        buffer.append(bytes);
        utf8 = ahead;
    }

    private static MessageFailedException invalid() {
        return new MessageFailedException(OutcomeCode.CORRUPT, "its text is not valid UTF-8");
    }

    private long length() {
        return decoded == null ? buffer.length() : decoded.length();
    }

    /** Verifies the whole; no more comes. */
    void end(int expectedCrc) throws MessageFailedException {
        if (begin.length() >= 0 && length() < begin.length()) {
            throw new MessageFailedException(
                    OutcomeCode.CORRUPT,
                    "ended after " + length() + " bytes of an announced length of " + begin.length());
        }
        if ((int) crc.getValue() != expectedCrc) {
            throw new MessageFailedException(
                    OutcomeCode.CORRUPT,
                    String.format("its CRC-32C is %08x, not %08x as sent", crc.getValue(), expectedCrc));
        }
        if (utf8 != null && !(decoded == null ? utf8.finish() : decoded.finish())) {
            throw new MessageFailedException(OutcomeCode.CORRUPT, "its text ends within a character");
        }
        buffer.complete();
        if (observer != null) {
            observer.completed();
        }
    }

    private void checkLength(long length) throws MessageFailedException {
        if (begin.length() >= 0 && length > begin.length()) {
            throw new MessageFailedException(
                    OutcomeCode.TOO_LARGE, "longer than its announced length of " + begin.length() + " bytes");
        }
        if (length > maxLength) {
            throw tooLarge(length, maxLength);
        }
    }

    static MessageFailedException tooLarge(long length, long maxLength) {
        return new MessageFailedException(
                OutcomeCode.TOO_LARGE,
                length + " bytes or more, and at most " + maxLength
                        + " are accepted here (lighterage.max-message-size)");
    }
}
