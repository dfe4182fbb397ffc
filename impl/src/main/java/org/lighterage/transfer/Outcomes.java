package org.lighterage.transfer;

import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.ProtocolException;

/**
 * What becomes of messages that were handed in: acknowledged, delivered, rejected or given up (PROTOCOL.md, sections 6 and
 * 8). Guarded by the sending lock; what applications hear of it waits until that is released.
 */
final class Outcomes {

    private final SendQueue queue;
    private final SendWindow window;
    private final UrgentFrames urgentFrames;
    private final OutgoingFrames frames;
    private final SendProgress progress;
    private final EngineListener listener;

    Outcomes(
            SendQueue queue,
            SendWindow window,
            UrgentFrames urgentFrames,
            OutgoingFrames frames,
            SendProgress progress,
            EngineListener listener) {
        this.queue = queue;
        this.window = window;
        this.urgentFrames = urgentFrames;
        this.frames = frames;
        this.progress = progress;
        this.listener = listener;
    }

    /** The peer has processed so many counted frames. */
    void acknowledge(long count, AfterUnlock after) throws ProtocolException {
        long now = progress.now();
        window.acknowledge(count, now, frame -> acknowledged(frame, now, after));
    }

    private void acknowledged(SentFrame frame, long now, AfterUnlock after) {
        progress.made(now);
        OutgoingMessage message = frame.message();
        long end = frame.offset() + frame.length();
        boolean whole = frame.kind() == SentFrame.Kind.WHOLE;
        int limit = frames.limitConfirmedBy(frame.windowBytes());
        if (limit > 0) {
            after.add(() -> listener.onPathLimitConfirmed(limit));
        }
        if (whole) {
            queue.settled(message);
        }
        after.add(() -> {
            // Not under the lock: a pipe tells its writer that there is room.
            message.source.release(end);
            message.acknowledgedUpTo(end);
            if (whole) {
                message.complete();
            }
        });
    }

    /** The peer has the whole of a message. */
    void delivered(long id, AfterUnlock after) throws ProtocolException {
        OutgoingMessage message = unsettled(id, "DELIVERED");
        if (message == null) {
            return;
        }
        if (message.state != OutgoingMessage.State.ENDED) {
            throw ProtocolException.malformed("delivered-not-ended", "DELIVERED of message " + id + ", not ended");
        }
        queue.settled(message);
        progress.made();
        after.add(() -> {
            message.acknowledgedUpTo(message.offset);
            message.complete();
        });
    }

    /** The peer does not take a message. */
    void rejected(Frame.Reject reject, AfterUnlock after) throws ProtocolException {
        OutgoingMessage message = unsettled(reject.id(), "REJECT");
        if (message != null) {
            String why = "The peer rejected the message with " + reject.code()
                    + (reject.reason().isEmpty() ? "" : ": " + reject.reason());
            giveUp(message, new MessageFailedException(reject.code(), why), after);
        }
    }

    /** The message with that id, or null where it is settled already. */
    private OutgoingMessage unsettled(long id, String frame) throws ProtocolException {
        if (!queue.wasBegun(id)) {
            throw ProtocolException.malformed("id-not-begun", frame + " of message " + id + ", never begun");
        }
        return queue.unsettled(id);
    }

    /** Forgets a message in whatever state; the peer is told where it was begun and not ended. */
    void giveUp(OutgoingMessage message, MessageFailedException cause, AfterUnlock after) {
        if (message.state == OutgoingMessage.State.SETTLED || message.state == OutgoingMessage.State.SENT) {
            return;
        }
        if (message.state == OutgoingMessage.State.BEGUN) {
            urgentFrames.addSettlement(new Frame.Abort(message.id, cause.code(), reasonForPeer(cause)));
        }
        queue.settled(message);
        after.add(() -> message.fail(cause));
    }

    /** What a failed source says may name files and more, which is not the peer's business. */
    private static String reasonForPeer(MessageFailedException cause) {
        boolean ofSource = cause.getCause() != null || cause.getMessage() == null;
        return ofSource ? "the source of the message failed" : FrameWriter.fitReason(cause.getMessage());
    }
}
