package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Settings;

/**
 * Takes the next frame off the messages that are to be sent, within what the peer accepts (PROTOCOL.md, sections 5 and 6).
 * Guarded by the sending lock.
 */
final class OutgoingFrames {

    /**
     * What came of looking for a frame.
     *
     * @param frame ready to be sent, or null
     * @param message whose frame it is; or, without a frame, the message that failed
     * @param whole whether the frame is a whole message
     * @param sentNanos when the frame is sent, as {@link Scheduler#nanoTime}
     * @param failure why the message cannot be sent, or null
     */
    record Next(
            ByteBuffer frame, OutgoingMessage message, boolean whole, long sentNanos, MessageFailedException failure) {

        private static final Next NONE = new Next(null, null, false, 0, null);
    }

    /** Longest frame that is ever sent, in bytes. */
    private final int chunkSize;

    /** How long those are that the path lets through; null until a transport was lost, or a limit is known. */
    private PathSearch path;

    private final SendQueue queue;
    private final SendWindow window;
    private final Scheduler scheduler;

    /** What the peer accepts, as its HELLO says. Numbers, since thousands of sessions keep them, and HELLO has more. */
    private int maxFrame;

    private int maxConcurrent;
    private long maxMessage;
    private long peerWindow;

    OutgoingFrames(int chunkSize, SendQueue queue, SendWindow window, Scheduler scheduler) {
        this.chunkSize = chunkSize;
        this.queue = queue;
        this.window = window;
        this.scheduler = scheduler;
        opened(Settings.DEFAULTS);
    }

    /** The path is known to let no longer frames through, in bytes. */
    void limit(int bytes) {
        if (bytes < chunkSize) {
            path().limit(bytes);
        }
    }

    /** A transport was lost, on which frames were sent that are not acknowledged. What that says holds from now on. */
    PathSearch.Verdict transportLost(int closeCode) {
        return path().lost(closeCode, window.firstUnacknowledged(), window.longestUnacknowledged());
    }

    private PathSearch path() {
        path = path == null ? new PathSearch(chunkSize) : path;
        return path;
    }

    /**
     * A frame was acknowledged. Returns the limit of the path, in bytes, where that shows for the first time that it is not too
     * high, and otherwise 0.
     */
    int limitConfirmedBy(int frameLength) {
        return path != null && path.isConfirmedBy(frameLength) ? path.chunkSize() : 0;
    }

    /** As {@link Engine#sendAhead}. For any thread. */
    long sendAhead() {
        return window.ofPath() + chunkSize;
    }

    /** Takes over what the peer's HELLO says. */
    void opened(Settings settings) {
        maxFrame = (int) Math.min(Integer.MAX_VALUE, settings.maxFrame());
        maxConcurrent = (int) Math.min(Integer.MAX_VALUE, settings.maxConcurrent());
        maxMessage = settings.maxMessage();
        peerWindow = settings.window();
    }

    Next next(IntFunction<ByteBuffer> buffers) {
        int limit = Math.min(path == null ? chunkSize : path.chunkSize(), maxFrame);
        for (OutgoingMessage message : queue.candidates(limit, maxConcurrent)) {
            try {
                // Frames are sent filled: one that does not fit into the window waits rather than being cut short.
                if (!window.hasRoom(FrameCutter.lengthWanted(message, limit), peerWindow)) {
                    return Next.NONE;
                }
                Next next = cut(message, limit, buffers);
                if (next != null) {
                    return next;
                }
            } catch (IOException | RuntimeException e) {
                return new Next(null, message, false, 0, failure(e));
            }
        }
        return Next.NONE;
    }

    /** The message's next frame, or null when it has no bytes at hand. */
    private Next cut(OutgoingMessage message, int limit, IntFunction<ByteBuffer> buffers) throws IOException {
        FrameCutter.Cut cut;
        boolean begun = message.state == OutgoingMessage.State.BEGUN;
        SentFrame.Kind kind = SentFrame.Kind.NEXT;
        if (begun) {
            cut = FrameCutter.next(message, limit, buffers);
        } else {
            // A message begun keeps the limit that it was begun under, also where the peer comes back with another.
            message.maxLength = maxMessage;
            checkLength(message, message.length());
            message.id = queue.nextId();
            boolean whole = !message.isLong(limit);
            kind = whole ? SentFrame.Kind.WHOLE : SentFrame.Kind.BEGIN;
            cut = whole ? FrameCutter.whole(message, buffers) : FrameCutter.begin(message, limit, buffers);
        }
        if (cut == null) {
            return null;
        }
        checkLength(message, message.offset + cut.payloadLength());
        long now = scheduler.nanoTime();
        window.sent(kind, message, cut.payloadLength(), cut.frame().remaining(), now);
        message.offset += cut.payloadLength();
        if (cut.last() && begun) {
            queue.ended(message);
        } else if (cut.last()) {
            queue.sentWhole(message);
        } else if (begun) {
            queue.wentOn(message);
        } else {
            queue.begun(message);
        }
        return new Next(cut.frame(), message, cut.last() && !begun, now, null);
    }

    private static void checkLength(OutgoingMessage message, long length) throws MessageFailedException {
        if (length > message.maxLength) {
            throw new MessageFailedException(
                    OutcomeCode.TOO_LARGE,
                    "The message has " + length + " bytes or more and the peer accepts at most " + message.maxLength
                            + "; raise the peer's limit (lighterage.max-message-size)");
        }
    }

    private static MessageFailedException failure(Exception e) {
        return e instanceof MessageFailedException failed
                ? failed
                : new MessageFailedException(OutcomeCode.FAILED, "The source of the message failed: " + e, e);
    }
}
