package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.ProtocolException;
import org.lighterage.wire.Settings;

/**
 * The sending half of a session: what goes out next, and how each message ended (PROTOCOL.md, sections 5 and 6). All
 * state is guarded by {@code lock}; applications and the transport are called after it is released.
 *
 * <p>{@link #settle} and {@link #requestAck} are called by the receiving half, which holds its own lock then, and
 * therefore do not wake the transport: whoever released that lock does, where {@link #isUrgent}.
 */
final class Sender {

    /** Every frame but those of messages fits into so many bytes. */
    private static final int SMALL_FRAME = 1100;

    private final ReentrantLock lock = new ReentrantLock();
    private final EngineOptions options;
    private final Scheduler scheduler;
    private final AckTracker acks;
    private final Runnable wake;

    private Settings peer = Settings.DEFAULTS;

    /** Counted frames must wait for the peer's HELLO (section 4: a server sends nothing before). */
    private boolean held;

    /** Frames that are not counted: HELLO, CHECKPOINT, PONG. */
    private final Deque<Frame> control = new ArrayDeque<>(4);

    private boolean ackRequested;

    /** DELIVERED, REJECT and ABORT, which go ahead of waiting DATA. */
    private final Deque<Frame> settlements = new ArrayDeque<>(4);

    /** Whether an ACK or a settlement waits; read without the lock. */
    private volatile boolean urgent;

    private final SendQueue queue;
    private final SendWindow window = new SendWindow();

    /** A short message that the transport is sending. */
    private OutgoingMessage handedOver;

    private long lastProgress;
    private Scheduler.Cancellable stallTimer;
    private Runnable onDrained;
    private IOException closed;

    Sender(EngineOptions options, Scheduler scheduler, AckTracker acks, boolean held, Runnable wake) {
        this.options = options;
        this.scheduler = scheduler;
        this.acks = acks;
        this.held = held;
        this.wake = wake;
        this.queue = new SendQueue(options.ordering());
        this.lastProgress = scheduler.nanoTime();
    }

    // ---- what is to be sent

    void send(OutgoingMessage message) {
        IOException refused;
        lock.lock();
        try {
            refused = refusal();
            if (refused == null) {
                message.enqueuedAt = scheduler.nanoTime();
                message.source.onReadable(wake);
                queue.add(message);
                scheduleStallCheck();
            }
        } finally {
            lock.unlock();
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

    void control(Frame frame) {
        lock.lock();
        try {
            control.add(frame);
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    void settle(Frame frame) throws ProtocolException {
        lock.lock();
        try {
            window.checkSettlements(settlements.size());
            settlements.add(frame);
            urgent = true;
        } finally {
            lock.unlock();
        }
    }

    void requestAck() {
        lock.lock();
        try {
            ackRequested = true;
            urgent = true;
        } finally {
            lock.unlock();
        }
    }

    boolean isUrgent() {
        return urgent;
    }

    /** Takes over the settings of the peer's HELLO; counted frames may go. */
    void opened(Settings settings) {
        lock.lock();
        try {
            peer = settings;
            held = false;
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    // ---- the next frame

    ByteBuffer poll(IntFunction<ByteBuffer> buffers) {
        AfterUnlock after = new AfterUnlock();
        lock.lock();
        try {
            if (closed != null) {
                return null;
            }
            if (!control.isEmpty()) {
                return write(control.poll(), buffers);
            }
            if (held) {
                return null;
            }
            if (ackRequested) {
                ackRequested = false;
                return write(new Frame.Ack(acks.take()), buffers);
            }
            if (!settlements.isEmpty()) {
                Frame frame = settlements.poll();
                window.sent(frame);
                return write(frame, buffers);
            }
            urgent = false;
            return pollMessages(buffers, after);
        } finally {
            checkDrained(after);
            lock.unlock();
            after.run();
        }
    }

    private static ByteBuffer write(Frame frame, IntFunction<ByteBuffer> buffers) {
        ByteBuffer out = buffers.apply(SMALL_FRAME).clear();
        FrameWriter.write(frame, out);
        return out.flip();
    }

    private ByteBuffer pollMessages(IntFunction<ByteBuffer> buffers, AfterUnlock after) {
        int limit = (int) Math.min(options.chunkSize(), peer.maxFrame());
        while (true) {
            boolean failed = false;
            for (OutgoingMessage message : queue.candidates(limit, peer.maxConcurrent())) {
                // Frames are sent filled: one that does not fit into the window waits rather than being cut short.
                if (window.room(peer.window()) < FrameCutter.lengthWanted(message, limit)) {
                    return null;
                }
                try {
                    FrameCutter.Cut cut = cut(message, limit, buffers);
                    if (cut != null) {
                        return cut.frame();
                    }
                } catch (IOException e) {
                    giveUp(message, failure(e), after);
                    failed = true;
                }
            }
            if (!failed) {
                return null;
            }
        }
    }

    /** The message's next frame, or null when it has no bytes at hand. */
    private FrameCutter.Cut cut(OutgoingMessage message, int limit, IntFunction<ByteBuffer> buffers)
            throws IOException {
        FrameCutter.Cut cut;
        boolean begun = message.state == OutgoingMessage.State.BEGUN;
        if (begun) {
            cut = FrameCutter.next(message, limit, buffers);
        } else {
            checkLength(message.length());
            message.id = queue.nextId();
            cut = message.isLong(limit)
                    ? FrameCutter.begin(message, limit, buffers)
                    : FrameCutter.whole(message, buffers);
        }
        if (cut == null) {
            return null;
        }
        checkLength(message.offset + cut.payloadLength());
        window.sent(message, cut.payloadLength(), cut.frame().remaining());
        message.offset += cut.payloadLength();
        if (cut.last() && begun) {
            queue.ended(message);
        } else if (cut.last()) {
            queue.sentWhole(message);
            handedOver = message;
        } else if (begun) {
            queue.wentOn(message);
        } else {
            queue.begun(message);
        }
        return cut;
    }

    private void checkLength(long length) throws MessageFailedException {
        if (length > peer.maxMessage()) {
            throw new MessageFailedException(
                    OutcomeCode.TOO_LARGE,
                    "The message has " + length + " bytes or more and the peer accepts at most " + peer.maxMessage()
                            + "; raise the peer's limit (lighterage.max-message-size)");
        }
    }

    private static MessageFailedException failure(IOException e) {
        return e instanceof MessageFailedException failed
                ? failed
                : new MessageFailedException(OutcomeCode.FAILED, "The source of the message failed: " + e, e);
    }

    /** The transport has sent the frame that {@link #poll} gave last. */
    void frameSent() {
        OutgoingMessage message;
        AfterUnlock after = new AfterUnlock();
        lock.lock();
        try {
            message = handedOver;
            handedOver = null;
            lastProgress = scheduler.nanoTime();
            checkDrained(after);
        } finally {
            lock.unlock();
        }
        if (message != null) {
            message.complete();
        }
        after.run();
    }

    // ---- what the peer answers

    void acknowledge(long count) throws ProtocolException {
        AfterUnlock after = new AfterUnlock();
        lock.lock();
        try {
            window.acknowledge(count, frame -> acknowledged(frame, after));
            lastProgress = scheduler.nanoTime();
            checkDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
        wake.run();
    }

    private static void acknowledged(SentFrame frame, AfterUnlock after) {
        OutgoingMessage message = frame.message();
        long end = frame.offset() + frame.length();
        message.source.release(end);
        after.add(() -> message.acknowledgedUpTo(end));
    }

    void delivered(long id) throws ProtocolException {
        AfterUnlock after = new AfterUnlock();
        lock.lock();
        try {
            OutgoingMessage message = lookUp(id, "DELIVERED");
            if (message == null) {
                return;
            }
            if (message.state != OutgoingMessage.State.ENDED) {
                throw new ProtocolException(
                        CloseCodes.PROTOCOL_ERROR, "delivered-not-ended", "DELIVERED of message " + id + ", not ended");
            }
            queue.settled(message);
            lastProgress = scheduler.nanoTime();
            after.add(() -> {
                message.acknowledgedUpTo(message.offset);
                message.complete();
            });
            checkDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
    }

    void rejected(long id, OutcomeCode code, String reason) throws ProtocolException {
        OutgoingMessage message;
        lock.lock();
        try {
            message = lookUp(id, "REJECT");
        } finally {
            lock.unlock();
        }
        if (message != null) {
            String why = "The peer rejected the message with " + code + (reason.isEmpty() ? "" : ": " + reason);
            giveUp(List.of(message), new MessageFailedException(code, why));
        }
    }

    /** The message with that id, or null where it is settled already. */
    private OutgoingMessage lookUp(long id, String frame) throws ProtocolException {
        if (!queue.wasBegun(id)) {
            throw new ProtocolException(
                    CloseCodes.PROTOCOL_ERROR, "id-not-begun", frame + " of message " + id + ", never begun");
        }
        return queue.unsettled(id);
    }

    // ---- messages that do not arrive

    /** Gives up a message on behalf of the application; one that was sent to its end is left to its outcome. */
    void abort(OutgoingMessage message, MessageFailedException cause) {
        boolean left;
        lock.lock();
        try {
            left = message.state == OutgoingMessage.State.ENDED;
        } finally {
            lock.unlock();
        }
        if (!left) {
            giveUp(List.of(message), cause);
        }
    }

    private void giveUp(List<OutgoingMessage> messages, MessageFailedException cause) {
        AfterUnlock after = new AfterUnlock();
        lock.lock();
        try {
            messages.forEach(message -> giveUp(message, cause, after));
            checkDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
        wake.run();
    }

    /** Forgets a message in whatever state; the peer is told where it was begun and not ended. */
    private void giveUp(OutgoingMessage message, MessageFailedException cause, AfterUnlock after) {
        if (message.state == OutgoingMessage.State.SETTLED) {
            return;
        }
        if (message.state == OutgoingMessage.State.BEGUN) {
            settlements.add(new Frame.Abort(message.id, cause.code(), FrameWriter.fitReason(cause.getMessage())));
        }
        queue.settled(message);
        after.add(() -> message.fail(cause));
    }

    private void scheduleStallCheck() {
        if (stallTimer == null) {
            stallTimer = scheduler.schedule(options.sendTimeout().dividedBy(4), this::checkStalled);
        }
    }

    private void checkStalled() {
        List<OutgoingMessage> stalled = new ArrayList<>();
        lock.lock();
        try {
            stallTimer = null;
            long now = scheduler.nanoTime();
            for (OutgoingMessage message : queue.all()) {
                if (message.isOverdue(options.sendTimeout(), lastProgress, now)) {
                    stalled.add(message);
                }
            }
            if (closed == null && !queue.isEmpty()) {
                scheduleStallCheck();
            }
        } finally {
            lock.unlock();
        }
        if (!stalled.isEmpty()) {
            giveUp(
                    stalled,
                    new MessageFailedException(
                            OutcomeCode.TIMEOUT,
                            "Sending made no progress for "
                                    + options.sendTimeout().toSeconds() + " s (lighterage.send-timeout)"));
        }
    }

    // ---- the end

    /** Accepts no more messages, and runs the callback once when all that was sent is acknowledged. */
    void drain(Runnable callback) {
        AfterUnlock after = new AfterUnlock();
        lock.lock();
        try {
            if (onDrained != null || closed != null) {
                return;
            }
            onDrained = callback;
            ackRequested |= acks.isPending();
            checkDrained(after);
        } finally {
            lock.unlock();
        }
        after.run();
        wake.run();
    }

    private void checkDrained(AfterUnlock after) {
        if (onDrained != null
                && closed == null
                && handedOver == null
                && !ackRequested
                && control.isEmpty()
                && settlements.isEmpty()
                && queue.isEmpty()
                && window.isEmpty()) {
            after.add(onDrained);
            onDrained = () -> {};
        }
    }

    /** Fails whatever has not been settled. */
    void close(IOException cause) {
        List<OutgoingMessage> failed;
        lock.lock();
        try {
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
            queue.clear();
            window.clear();
            control.clear();
            settlements.clear();
        } finally {
            lock.unlock();
        }
        failed.forEach(message -> message.fail(new IOException(cause.getMessage(), cause)));
    }
}
