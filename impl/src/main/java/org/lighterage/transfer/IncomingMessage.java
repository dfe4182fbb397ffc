package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.MalformedInputException;
import java.util.zip.CRC32C;
import org.lighterage.buffer.ArrivingContent;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

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

    /** What has come; null once the message is dropped. */
    private ArrivingContent content;

    /** What the application is given; null before. */
    private FollowedMessage opened;

    long lastFrameAt;

    /** Hears of it; null where nobody does. */
    private TransferListener.Begun observer;

    /** Why it was dropped. */
    private IOException failure;

    /**
     * @param maxLength longest message that is accepted, in bytes
     * @param content where it is to wait; null for a message that is dropped from the start
     */
    IncomingMessage(Frame.Begin begin, long maxLength, ArrivingContent content) {
        this.id = begin.id();
        this.begin = withoutBytes(begin);
        this.maxLength = maxLength;
        this.content = content;
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
        return content == null;
    }

    /**
     * Gives up what has come, and ignores what still comes.
     *
     * @param cause why, for an application that reads it; null where it comes once more
     */
    void drop(IOException cause) {
        if (content == null) {
            return;
        }
        if (opened == null) {
            content.release();
        } else {
            content.fail(cause);
        }
        content = null;
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
            observer.progressed(content.length());
        }
    }

    /** The message for the application. Before its end, streams of it follow what still comes. */
    ReceivedMessage open(Runnable onRelease) {
        if (!content.isComplete()) {
            content.expectReader();
        }
        opened = FollowedMessage.of(content, begin.metadata(), onRelease);
        return opened;
    }

    /** What {@link #open} gave that may be read before its end, or null. */
    FollowedMessage opened() {
        return opened;
    }

    /** Whether the application may wait for more of it. */
    boolean isAwaited() {
        return content != null && opened != null && opened.isWithApplication();
    }

    /**
     * Adds the bytes of a frame.
     *
     * @throws MessageFailedException if this message, though not the session, is to be rejected
     * @throws org.lighterage.buffer.BudgetExceededException if there is no room; nothing was added
     */
    void append(ByteBuffer bytes) throws IOException {
        checkLength(content.length() + bytes.remaining());
        int position = bytes.position();
        try {
            content.append(bytes);
        } catch (MalformedInputException e) {
            throw new MessageFailedException(OutcomeCode.CORRUPT, "its text is not valid UTF-8");
        }
        // They are consumed; the checksum reads them once more while they are in the processor's cache.
        bytes.position(position);
        crc.update(bytes);
        if (observer != null) {
            observer.progressed(content.length());
        }
    }

    /** Verifies the whole; no more comes. */
    void end(int expectedCrc) throws MessageFailedException {
        if (begin.length() >= 0 && content.length() < begin.length()) {
            throw new MessageFailedException(
                    OutcomeCode.CORRUPT,
                    "ended after " + content.length() + " bytes of an announced length of " + begin.length());
        }
        if ((int) crc.getValue() != expectedCrc) {
            throw new MessageFailedException(
                    OutcomeCode.CORRUPT,
                    String.format("its CRC-32C is %08x, not %08x as sent", crc.getValue(), expectedCrc));
        }
        if (!content.finish()) {
            throw new MessageFailedException(OutcomeCode.CORRUPT, "its text ends within a character");
        }
        content.complete();
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
