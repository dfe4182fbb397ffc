package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.ProtocolException;
import org.lighterage.wire.Settings;

/**
 * The sending half of a session: what goes out next, and on which transport (PROTOCOL.md, sections 5 to 8). All state is
 * guarded by its monitor, that of its parts too; applications and the transport are called after it is released.
 *
 * <p>{@link #settle} and {@link #requestAck} are called by the receiving half, which holds its own lock then, and
 * therefore do not wake the transport: whoever released that lock does, where {@link #isUrgent}.
 */
final class Sender {

    /** Every frame but those of messages fits into so many bytes. */
    private static final int SMALL_FRAME = 1100;

    private final Engine engine;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

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
    private final SendProgress progress;
    private final Outcomes outcomes;

    /** Whether the transport is sending a frame, and whether it is one of a message. */
    private boolean inFlight;

    private boolean messageInFlight;

    /** A short message that the transport is sending. */
    private OutgoingMessage handedOver;

    private Runnable onDrained;
    private IOException closed;

    /** @param transfers hears of messages that take more than one frame; null for nobody */
    Sender(Engine engine, AckTracker acks, TransferListener transfers, EngineListener listener) {
        EngineOptions options = engine.options();
        this.engine = engine;
        this.urgentFrames = new UrgentFrames(acks);
        this.transfers = transfers;
        this.queue = new SendQueue(options.ordering());
        this.frames = new OutgoingFrames(options.chunkSize(), queue, window, engine.scheduler());
        this.progress = new SendProgress(engine.scheduler(), options.sendTimeout());
        this.outcomes = new Outcomes(queue, window, urgentFrames, frames, progress, listener);
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
                message.enqueuedAt = progress.now();
                message.source.onReadable(engine::wake);
                queue.add(message);
                progress.watch(this::checkStalled);
            }
        }
        if (refused == null) {
            engine.wake();
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
            verdict = frames.transportLost(closeCode);
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
            outcomes.acknowledge(received, after);
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
        progress.made();
    }

    /** Begins with frames no longer than this, in bytes. */
    synchronized void limitFrames(int bytes) {
        frames.limit(bytes);
    }

    /** Payload bytes in memory that wait to be sent or acknowledged. */
    synchronized long keptBytes() {
        return window.bytes() + queue.memory();
    }

    /** As {@link Engine#sendAhead}. */
    long sendAhead() {
        return frames.sendAhead();
    }

    void pong(Frame.Pong pong) {
        locked(after -> urgentFrames.addPong(pong));
        engine.wake();
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
            outcomes.giveUp(next.message(), next.failure(), after);
        }
    }

    private void sending(OutgoingFrames.Next next, AfterUnlock after) {
        if (next.frame() != null) {
            messageInFlight = true;
            progress.made(next.sentNanos());
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
                progress.made();
            }
        });
    }

    // ---- what the peer answers

    void acknowledge(Attachment transport, long count) throws ProtocolException {
        this.<ProtocolException>locked(after -> {
            if (transport == attached && closed == null) {
                outcomes.acknowledge(count, after);
            }
        });
        engine.wake();
    }

    void delivered(Attachment transport, long id) throws ProtocolException {
        this.<ProtocolException>locked(after -> {
            if (transport == attached) {
                outcomes.delivered(id, after);
            }
        });
    }

    void rejected(Attachment transport, Frame.Reject reject) throws ProtocolException {
        this.<ProtocolException>locked(after -> {
            if (transport == attached) {
                outcomes.rejected(reject, after);
            }
        });
        engine.wake();
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
        locked(after -> messages.forEach(message -> outcomes.giveUp(message, cause, after)));
        engine.wake();
    }

    private void checkStalled() {
        List<OutgoingMessage> stalled;
        OutgoingMessage stuck = null;
        synchronized (this) {
            progress.watched();
            if (closed != null) {
                return;
            }
            long now = progress.now();
            if (attached == null) {
                // The session waits for its peer, and its messages with it.
                progress.made(now);
            }
            stalled = queue.all().stream()
                    .filter(message -> progress.isOverdue(message, now))
                    .toList();
            if (handedOver != null && progress.isOverdue(handedOver, now)) {
                // The transport may still send it; who waits for it waits no longer.
                stuck = handedOver;
                handedOver = null;
            }
            if (handedOver != null || !queue.isEmpty()) {
                progress.watch(this::checkStalled);
            }
        }
        if (stuck != null) {
            stuck.fail(progress.failure());
        }
        if (!stalled.isEmpty()) {
            giveUp(stalled, progress.failure());
        }
    }

    // ---- the end

    /** Accepts no more messages, and runs the callback once when all that was sent is acknowledged. */
    void drain(Runnable callback) {
        locked(after -> {
            if (onDrained == null && closed == null) {
                onDrained = callback;
                urgentFrames.requestPendingAck();
            }
        });
        engine.wake();
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
            progress.close();
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
