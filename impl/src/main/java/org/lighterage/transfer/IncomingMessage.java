package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
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
    private final Utf8Validator utf8;
    private MessageBuffer buffer;
    long lastFrameAt;

    /** Hears of it; null where nobody does. */
    private TransferListener.Begun observer;

    /** Why it was dropped. */
    private IOException failure;

    /**
     * @param maxLength our MAX_MESSAGE, in bytes
     * @param buffer where its bytes are to wait; null for a message that is dropped from the start
     */
    IncomingMessage(Frame.Begin begin, long maxLength, MessageBuffer buffer) {
        this.id = begin.id();
        this.begin = withoutBytes(begin);
        this.maxLength = maxLength;
        this.buffer = buffer;
        this.utf8 = begin.text() ? new Utf8Validator() : null;
    }

    /** The bytes of a frame are views of memory that is used again. */
    private static Frame.Begin withoutBytes(Frame.Begin begin) {
        return new Frame.Begin(
                begin.id(), begin.text(), begin.length(), begin.metadata(), null, ByteBuffer.allocate(0));
    }

    boolean isDropped() {
        return buffer == null;
    }

    /**
     * Gives up what has come, and ignores what still comes.
     *
     * @param cause why; null where it comes once more
     */
    void drop(IOException cause) {
        if (buffer == null) {
            return;
        }
        buffer.release();
        buffer = null;
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
            observer.progressed(buffer.length());
        }
    }

    /**
     * Adds the bytes of a frame.
     *
     * @throws MessageFailedException if this message, though not the session, is to be rejected
     * @throws org.lighterage.buffer.BudgetExceededException if there is no room; nothing was added
     */
    void append(ByteBuffer bytes) throws IOException {
        long length = buffer.length() + bytes.remaining();
        checkLength(length);
        int position = bytes.position();
        buffer.append(bytes);
        // The buffer has consumed the bytes; the checks read them once more while they are in the processor's cache.
        bytes.position(position);
        if (utf8 != null && !utf8.update(bytes)) {
            throw new MessageFailedException(OutcomeCode.CORRUPT, "its text is not valid UTF-8");
        }
        crc.update(bytes);
        if (observer != null) {
            observer.progressed(length);
        }
    }

    /** Verifies the whole and hands it over; nothing is held here afterwards. */
    ReceivedMessage end(int expectedCrc, Runnable onRelease) throws MessageFailedException {
        if (begin.length() >= 0 && buffer.length() < begin.length()) {
            throw new MessageFailedException(
                    OutcomeCode.CORRUPT,
                    "ended after " + buffer.length() + " bytes of an announced length of " + begin.length());
        }
        if ((int) crc.getValue() != expectedCrc) {
            throw new MessageFailedException(
                    OutcomeCode.CORRUPT,
                    String.format("its CRC-32C is %08x, not %08x as sent", crc.getValue(), expectedCrc));
        }
        if (utf8 != null && !utf8.finish()) {
            throw new MessageFailedException(OutcomeCode.CORRUPT, "its text ends within a character");
        }
        buffer.complete();
        ReceivedMessage message = new BufferedMessage(begin.text(), begin.metadata(), buffer, onRelease);
        buffer = null;
        if (observer != null) {
            observer.completed();
        }
        return message;
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
