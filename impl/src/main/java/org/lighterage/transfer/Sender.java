package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.ProtocolException;
import org.lighterage.wire.Settings;

/**
 * The sending half of a session: what goes out next, and how each message ended (PROTOCOL.md, sections 5 to 8). All
 * state is guarded by its monitor; applications and the transport are called after it is released.
 *
 * <p>{@link #settle} and {@link #requestAck} are called by the receiving half, which holds its own lock then, and
 * therefore do not wake the transport: whoever released that lock does, where {@link #isUrgent}.
 */
final class Sender {

    /** Every frame but those of messages fits into so many bytes. */
    private static final int SMALL_FRAME = 1100;

    private final EngineOptions options;
    private final Scheduler scheduler;
    private final AckTracker acks;
    private final Runnable wake;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

    private final EngineListener listener;

    /** The transport that frames go to; null while there is none. */
    private Attachment attached;

    /**
     * Nothing but HELLO goes before a client has given its own, and a server had the client's (section 4); where a
     * session is resumed, before both have (section 7).
     */
    private boolean held = true;

    private final UrgentFrames urgentFrames;

    /** Whether an ACK or a settlement waits; read without the lock. */
    private volatile boolean urgent;

    private final SendQueue queue;
    private final SendWindow window = new SendWindow();
    private final OutgoingFrames frames;

    /** Null until a transport was lost, or a limit is known. */
    private PathSearch path;

    /** Whether the transport is sending a frame, and whether it is one of a message. */
    private boolean inFlight;

    private boolean messageInFlight;

    /** A short message that the transport is sending. */
    private OutgoingMessage handedOver;

    /** When a frame of a message was last sent, acknowledged or answered; frames of other kinds are no progress. */
    private long lastProgress;

    private Scheduler.Cancellable stallTimer;
    private Runnable onDrained;
    private IOException closed;

    /** @param transfers hears of messages that take more than one frame; null for nobody */
    Sender(
            EngineOptions options,
            Scheduler scheduler,
            AckTracker acks,
            Runnable wake,
            TransferListener transfers,
            EngineListener listener) {
        this.listener = listener;
        this.options = options;
        this.scheduler = scheduler;
        this.acks = acks;
        this.urgentFrames = new UrgentFrames(acks);
        this.wake = wake;
        this.transfers = transfers;
        this.queue = new SendQueue(options.ordering());
        this.frames = new OutgoingFrames(options.chunkSize(), queue, window, scheduler);
        this.lastProgress = scheduler.nanoTime();
    }

    /** What is done under the lock; what it leaves to do afterwards is done when the lock is released. */
    @FunctionalInterface
    private interface Action<X extends Exception> {

        void run(AfterUnlock after) throws X;
    }

    private <X extends Exception> void locked(Action<X> action) throws X {
        AfterUnlock after = new AfterUnlock();
        synchronized (this) {
            action.run(after);
            checkDrained(after);
        }
        after.run();
    }

    // ---- what is to be sent

    void send(OutgoingMessage message) {
        IOException refused;
        // Of a text this takes a pass over it: on the sender's thread, and not while others wait for the lock.
        message.length();
        synchronized (this) {
            refused = refusal();
            if (refused == null) {
                message.enqueuedAt = scheduler.nanoTime();
                message.source.onReadable(wake);
                queue.add(message);
                scheduleStallCheck();
            }
        }
        if (refused == null) {
            wake.run();
        } else {
            message.fail(refused);
        }
    }

    private IOException refusal() {
        if (closed != null) {
            return new IOException(closed.getMessage(), closed);
        }
        return onDrained == null ? null : new IOException("The session is closing; nothing more can be sent");
    }

    /** Sends HELLO or CHECKPOINT; nothing else goes until {@link #begin} or {@link #opened}. */
    void opening(Frame frame) {
        locked(after -> urgentFrames.addOpening(frame));
    }

    /** A client: sends HELLO, and whatever waits right after it. */
    void begin(Frame.Hello hello) {
        locked(after -> {
            urgentFrames.addOpening(hello);
            held = false;
        });
    }

    // ---- transports

    /** Frames go to this transport from now on: HELLO first, the others when that was exchanged. */
    synchronized void attach(Attachment next) {
        attached = next;
        window.transportChanged();
        held = true;
        inFlight = false;
        messageInFlight = false;
        urgentFrames.transportChanged();
    }

    /** The transport is lost. What it has not sent, and the peer not acknowledged, waits for the next. */
    synchronized PathSearch.Verdict detach(int closeCode) {
        // A transport on which nothing was sent that is unacknowledged says nothing of the path.
        PathSearch.Verdict verdict = PathSearch.Verdict.NONE;
        if (!held && !window.isEmpty()) {
            verdict = path().lost(closeCode, window.firstUnacknowledged(), window.longestUnacknowledged());
            frames.limit(path.chunkSize());
        }
        attached = null;
        held = true;
        inFlight = false;
        // It completes when it goes out again.
        handedOver = null;
        return verdict;
    }

    synchronized long acknowledged() {
        return window.acknowledged();
    }

    /** Whether a peer can go on that has processed so many of our frames: it must have those that it acknowledged. */
    synchronized boolean canResume(long received) {
        return received >= window.acknowledged();
    }

    /**
     * Goes on where the peer's count says: what that covers is dropped, and the rest sent again (section 7). What is left
     * to do is done by the caller, without locks.
     */
    AfterUnlock resume(long received, Settings settings) throws ProtocolException {
        AfterUnlock after = new AfterUnlock();
        synchronized (this) {
            acknowledge(received, after);
            Retransmission.prepare(window, queue, urgentFrames);
            goOn(settings);
            checkDrained(after);
        }
        return after;
    }

    /**
     * Begins anew, with what the peer has kept of the former session (section 7): messages of which something was sent
     * and that cannot go on are returned, since what became of them is not known; those of which nothing was sent follow.
     */
    synchronized List<OutgoingMessage> renew(Frame.Checkpoint kept) {
        return Retransmission.renew(kept, window, queue, urgentFrames);
    }

    private void goOn(Settings settings) {
        frames.opened(settings);
        held = false;
        lastProgress = scheduler.nanoTime();
    }

    /** Begins with frames no longer than this, in bytes. */
    synchronized void limitFrames(int bytes) {
        if (bytes < options.chunkSize()) {
            path().limit(bytes);
            frames.limit(path.chunkSize());
        }
    }

    private PathSearch path() {
        path = path == null ? new PathSearch(options.chunkSize()) : path;
        return path;
    }

    /** Payload bytes in memory that wait to be sent or acknowledged. */
    synchronized long keptBytes() {
        return window.bytes() + queue.memory();
    }

    /** As {@link Engine#sendAhead}. */
    long sendAhead() {
        return window.ofPath() + options.chunkSize();
    }

    void pong(Frame.Pong pong) {
        locked(after -> urgentFrames.addPong(pong));
        wake.run();
    }

    void settle(Frame frame) throws ProtocolException {
        synchronized (this) {
            window.checkSettlements(urgentFrames.settlements());
            urgentFrames.addSettlement(frame);
            urgent = true;
        }
    }

    void requestAck() {
        synchronized (this) {
            urgentFrames.requestAck();
            urgent = true;
        }
    }

    boolean isUrgent() {
        return urgent;
    }

    /** Takes over the settings of the peer's HELLO; counted frames may go. */
    void opened(Settings settings) {
        locked(after -> goOn(settings));
    }

    // ---- the next frame

    ByteBuffer poll(Attachment transport, IntFunction<ByteBuffer> buffers) {
        AfterUnlock after = new AfterUnlock();
        try {
            synchronized (this) {
                if (transport != attached) {
                    return null;
                }
                ByteBuffer frame = closed == null ? next(buffers, after) : null;
                inFlight = frame != null;
                checkDrained(after);
                return frame;
            }
        } finally {
            after.run();
        }
    }

    /** Whether a message has begun, and not gone out to its end. */
    synchronized boolean isInTheMiddle() {
        return queue.isInTheMiddle();
    }

    private ByteBuffer next(IntFunction<ByteBuffer> buffers, AfterUnlock after) {
        while (true) {
            Frame frame = urgentFrames.poll(held);
            if (frame != null) {
                if (frame.counted()) {
                    window.sent(frame);
                }
                return write(frame, buffers);
            }
            if (held) {
                return null;
            }
            urgent = false;
            OutgoingFrames.Next next = frames.next(buffers);
            if (next.failure() == null) {
                sending(next, after);
                return next.frame();
            }
            // Its ABORT goes before a frame of another message, which may need its place in MAX_CONCURRENT.
            giveUp(next.message(), next.failure(), after);
        }
    }

    private void sending(OutgoingFrames.Next next, AfterUnlock after) {
        if (next.frame() != null) {
            messageInFlight = true;
            lastProgress = next.sentNanos();
            handedOver = next.whole() ? next.message() : null;
            if (transfers != null && !next.whole() && !next.message().isObserved()) {
                after.add(() -> next.message().begun(transfers));
            }
        }
    }

    private static ByteBuffer write(Frame frame, IntFunction<ByteBuffer> buffers) {
        ByteBuffer out = buffers.apply(SMALL_FRAME).clear();
        FrameWriter.write(frame, out);
        return out.flip();
    }

    /** The transport has sent the frame that {@link #poll} gave last. */
    void frameSent(Attachment transport) {
        locked(after -> {
            if (transport != attached) {
                return;
            }
            if (handedOver != null) {
                after.add(handedOver::handedOver);
                handedOver = null;
            }
            inFlight = false;
            if (messageInFlight) {
                messageInFlight = false;
                lastProgress = scheduler.nanoTime();
            }
        });
    }

    // ---- what the peer answers

    void acknowledge(Attachment transport, long count) throws ProtocolException {
        this.<ProtocolException>locked(after -> {
            if (transport == attached && closed == null) {
                acknowledge(count, after);
            }
        });
        wake.run();
    }

    private void acknowledge(long count, AfterUnlock after) throws ProtocolException {
        long now = scheduler.nanoTime();
        window.acknowledge(count, now, frame -> acknowledged(frame, now, after));
    }

    private void acknowledged(SentFrame frame, long now, AfterUnlock after) {
        lastProgress = now;
        OutgoingMessage message = frame.message();
        long end = frame.offset() + frame.length();
        boolean whole = frame.kind() == SentFrame.Kind.WHOLE;
        if (path != null && path.isConfirmedBy(frame.windowBytes())) {
            int limit = path.chunkSize();
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

    void delivered(Attachment transport, long id) throws ProtocolException {
        this.<ProtocolException>locked(after -> {
            OutgoingMessage message = transport == attached ? lookUp(id, "DELIVERED") : null;
            if (message == null) {
                return;
            }
            if (message.state != OutgoingMessage.State.ENDED) {
                throw ProtocolException.malformed("delivered-not-ended", "DELIVERED of message " + id + ", not ended");
            }
            queue.settled(message);
            lastProgress = scheduler.nanoTime();
            after.add(() -> {
                message.acknowledgedUpTo(message.offset);
                message.complete();
            });
        });
    }

    void rejected(Attachment transport, Frame.Reject reject) throws ProtocolException {
        OutgoingMessage message;
        synchronized (this) {
            message = transport == attached ? lookUp(reject.id(), "REJECT") : null;
        }
        if (message != null) {
            String why = "The peer rejected the message with " + reject.code()
                    + (reject.reason().isEmpty() ? "" : ": " + reject.reason());
            giveUp(List.of(message), new MessageFailedException(reject.code(), why));
        }
    }

    /** The message with that id, or null where it is settled already. */
    private OutgoingMessage lookUp(long id, String frame) throws ProtocolException {
        if (!queue.wasBegun(id)) {
            throw ProtocolException.malformed("id-not-begun", frame + " of message " + id + ", never begun");
        }
        return queue.unsettled(id);
    }

    // ---- messages that do not arrive

    /** Gives up a message on behalf of the application; one that was sent to its end is left to its outcome. */
    void abort(OutgoingMessage message, MessageFailedException cause) {
        boolean left;
        synchronized (this) {
            left = message.state == OutgoingMessage.State.ENDED || message.isHandedOver();
        }
        if (!left) {
            giveUp(List.of(message), cause);
        }
    }

    private void giveUp(List<OutgoingMessage> messages, MessageFailedException cause) {
        locked(after -> messages.forEach(message -> giveUp(message, cause, after)));
        wake.run();
    }

    /** Forgets a message in whatever state; the peer is told where it was begun and not ended. */
    private void giveUp(OutgoingMessage message, MessageFailedException cause, AfterUnlock after) {
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

    private void scheduleStallCheck() {
        if (stallTimer == null) {
            stallTimer = scheduler.schedule(options.sendTimeout().dividedBy(4), this::checkStalled);
        }
    }

    private void checkStalled() {
        List<OutgoingMessage> stalled = new ArrayList<>();
        OutgoingMessage stuck = null;
        MessageFailedException cause = new MessageFailedException(
                OutcomeCode.TIMEOUT,
                "Sending made no progress for " + options.sendTimeout().toSeconds() + " s (lighterage.send-timeout)");
        synchronized (this) {
            stallTimer = null;
            if (closed != null) {
                return;
            }
            long now = scheduler.nanoTime();
            if (attached == null) {
                // The session waits for its peer, and its messages with it.
                lastProgress = now;
            }
            for (OutgoingMessage message : queue.all()) {
                if (isOverdue(message, now)) {
                    stalled.add(message);
                }
            }
            if (handedOver != null && isOverdue(handedOver, now)) {
                // The transport may still send it; who waits for it waits no longer.
                stuck = handedOver;
                handedOver = null;
            }
            if (handedOver != null || !queue.isEmpty()) {
                scheduleStallCheck();
            }
        }
        if (stuck != null) {
            stuck.fail(cause);
        }
        if (!stalled.isEmpty()) {
            giveUp(stalled, cause);
        }
    }

    private boolean isOverdue(OutgoingMessage message, long now) {
        return !message.isHandedOver() && message.isOverdue(options.sendTimeout(), lastProgress, now);
    }

    // ---- the end

    /** Accepts no more messages, and runs the callback once when all that was sent is acknowledged. */
    void drain(Runnable callback) {
        locked(after -> {
            if (onDrained == null && closed == null) {
                onDrained = callback;
                if (acks.isPending()) {
                    urgentFrames.requestAck();
                }
            }
        });
        wake.run();
    }

    private void checkDrained(AfterUnlock after) {
        // Held: a client that saw a close before our HELLO would take us for a server that does not speak the protocol.
        if (onDrained != null
                && closed == null
                && attached != null
                && !held
                && !inFlight
                && urgentFrames.isEmpty()
                && queue.isEmpty()
                && window.isEmpty()) {
            after.add(onDrained);
            onDrained = () -> {};
        }
    }

    /** Fails whatever has not been settled. */
    void close(IOException cause) {
        List<OutgoingMessage> failed;
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = cause;
            if (stallTimer != null) {
                stallTimer.cancel();
            }
            failed = queue.all();
            if (handedOver != null) {
                failed.add(handedOver);
                handedOver = null;
            }
            failed.addAll(window.messages());
            queue.clear();
            window.clear();
            urgentFrames.clear();
        }
        failed.forEach(message -> message.fail(new IOException(cause.getMessage(), cause)));
    }
}
