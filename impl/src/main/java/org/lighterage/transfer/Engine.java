package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.ProtocolException;

/**
 * One session of the protocol (PROTOCOL.md, sections 3 to 8 and 10): messages handed in and taken out, and the
 * transports that carry their frames, one after the other.
 *
 * <p>Any number of threads may send and take messages. Its monitor guards where the session stands; it is taken before
 * those of the two halves, never while one of them is held.
 */
public final class Engine {

    private enum Phase {
        /** There is a transport, whose opening may not be over yet. */
        ATTACHED,
        /** There is none, and there may be another. */
        DETACHED,
        CLOSED
    }

    private final EngineOptions options;
    private final Scheduler scheduler;
    private final EngineListener listener;
    private final Sender sender;
    private final Receiver receiver;

    /** Null where the session ends with its transport, whatever the peer would like. */
    private final Resumption resumption;

    private final Opening opening;

    /** Written under the monitor. */
    private volatile Phase phase = Phase.DETACHED;

    private volatile Attachment attached;

    /** Runs while an application's close waits for what was sent before, and a transport is there. */
    private Scheduler.Cancellable drainTimer;

    /** Closes as the application wants it, once it does. */
    private Runnable closing;

    /**
     * @param buffers makes a buffer for each message that is reassembled
     * @param transfers hears of messages that take more than one frame; null for nobody
     * @param tokens where a server's session is found again
     * @param random where a client's nonce and a server's tokens come from
     */
    public Engine(
            Role role,
            EngineOptions options,
            Scheduler scheduler,
            Buffers buffers,
            EngineListener listener,
            TransferListener transfers,
            Tokens tokens,
            SecureRandom random) {
        this.options = options;
        this.scheduler = scheduler;
        this.listener = listener;
        AckTracker acks = new AckTracker(options.window(), scheduler);
        this.sender = new Sender(this, acks, transfers, listener);
        this.receiver = new Receiver(this, acks, sender, buffers, listener, transfers);
        this.resumption = options.resumeSeconds() > 0 ? new Resumption(options, tokens, random) : null;
        this.opening = new Opening(this, role, receiver, listener, resumption, random);
    }

    EngineOptions options() {
        return options;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Sender sender() {
        return sender;
    }

    Opening opening() {
        return opening;
    }

    void wake() {
        Attachment current = attached;
        if (current != null) {
            current.transport().wake();
        }
    }

    // ---- transports

    /**
     * Gives the session a transport: its first, or a client that was {@linkplain EngineListener#onDetached detached} the
     * next. {@link Attachment#start} opens it.
     */
    public Attachment attach(Transport transport) {
        Attachment next = new Attachment(this, transport);
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                next.end();
                return next;
            }
            if (phase == Phase.ATTACHED) {
                throw new IllegalStateException("The session has a transport");
            }
            take(next);
            sender.attach(next);
            receiver.attach(next);
        }
        return next;
    }

    private void take(Attachment next) {
        attached = next;
        phase = Phase.ATTACHED;
        cancelDrain();
        if (closing != null) {
            drainTimer = scheduler.schedule(options.sendTimeout(), closing);
        }
    }

    /**
     * A client has come back, on a new transport, with a token of this session: a server lets it go on, in place of the
     * transport that may still be attached.
     *
     * @return null where the session cannot be resumed, as it has ended, or the client's count is below what it
     *     acknowledged before
     */
    public Attachment resume(Transport transport, Frame.Hello hello) {
        Attachment next = new Attachment(this, transport);
        Attachment former;
        PathSearch.Verdict verdict;
        AfterUnlock after = null;
        ProtocolException violation = null;
        synchronized (this) {
            if (phase == Phase.CLOSED || !sender.canResume(hello.received())) {
                return null;
            }
            former = attached;
            // A transport that is replaced is lost, too, though its end was not seen here.
            verdict = former == null ? PathSearch.Verdict.NONE : sender.detach(CloseCodes.ABNORMAL);
            take(next);
            sender.attach(next);
            try {
                after = opening.answer(next, hello);
            } catch (ProtocolException e) {
                violation = e;
            }
        }
        if (former != null) {
            former.end();
            former.transport().close(CloseCodes.GOING_AWAY, "The session goes on on another connection");
        }
        if (verdict.limit() > 0) {
            listener.onPathLimit(verdict.limit());
        }
        if (violation != null) {
            fail(next, violation);
        } else {
            after.run();
            afterAttaching(next);
        }
        return next;
    }

    // ---- for the opening

    /** Whether a transport is the session's, or was its last. */
    boolean isCurrent(Attachment attachment) {
        return attachment == attached;
    }

    /** Closes as the application wants it; null while it does not. Called under the monitor. */
    Runnable closing() {
        return closing;
    }

    void afterAttaching(Attachment attachment) {
        listener.onAttached();
        attachment.transport().wake();
    }

    /**
     * The transport has ended; see {@link Attachment#lost}. A session is kept where the close code allows it and both
     * peers are willing.
     *
     * @return false where it was not the session's any more
     */
    boolean lost(Attachment attachment, int closeCode, IOException cause) {
        PathSearch.Verdict verdict;
        boolean kept;
        synchronized (this) {
            if (attachment != attached || phase == Phase.CLOSED) {
                return false;
            }
            attachment.end();
            verdict = sender.detach(closeCode);
            kept = CloseCodes.isLost(closeCode) && isKept() && !verdict.hopeless();
            if (kept) {
                attached = null;
                phase = Phase.DETACHED;
                receiver.detach();
                cancelDrain();
                if (!resumption.isWaiting()) {
                    // Attempts that come to nothing do not make it longer.
                    resumption.detached(scheduler.schedule(resumption.patience(), this::expire));
                }
            }
        }
        if (verdict.limit() > 0) {
            listener.onPathLimit(verdict.limit());
        }
        if (kept) {
            listener.onDetached(closeCode);
        } else {
            if (verdict.first() > 0 && verdict.limit() == 0 && CloseCodes.isLost(closeCode)) {
                listener.onUnacknowledged(verdict.first(), verdict.longest());
            }
            end(verdict.hopeless() ? PathSearch.hopeless(cause) : cause);
        }
        return true;
    }

    /** Nobody came back in time. */
    private void expire() {
        giveUp(new IOException("The connection was lost, and there was no other within "
                + resumption.patience().toSeconds() + " s (lighterage.resume)"));
    }

    /** Ends the session, if it has no transport that is open: nothing will come of waiting for one. */
    public void giveUp(IOException cause) {
        Attachment attempt;
        synchronized (this) {
            attempt = attached;
            if (attempt != null && attempt.isOpen()) {
                return;
            }
        }
        if (end(cause)) {
            if (attempt != null) {
                attempt.transport().close(CloseCodes.NORMAL, "given up");
            }
            listener.onGivenUp(cause);
        }
    }

    /** Whether the session has no transport, and waits for the next. */
    public boolean isDetached() {
        return phase == Phase.DETACHED;
    }

    /** Whether the session has ended. */
    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Frames that either side has processed so far: whether it is more than before says whether there was progress. */
    public long progress() {
        return receiver.processed() + sender.acknowledged();
    }

    /** Whether the session outlives its transport: both sides are willing. */
    public boolean isKept() {
        return resumption != null && resumption.isPossible();
    }

    /** Whether the session may outlive its transport, as far as this side is concerned. */
    public boolean isResumable() {
        return options.resumeSeconds() > 0;
    }

    /** Whether the session has a transport, whose opening is over. */
    public boolean isAttached() {
        Attachment current = attached;
        return current != null && current.isOpen();
    }

    /** Payload bytes that this session holds in memory for a peer that is away. */
    public long keptBytes() {
        return sender.keptBytes();
    }

    /**
     * Bytes of a message that are to be there beyond what the peer has acknowledged, so that the transport is kept busy: what
     * may be under way on this path, and a frame that is being cut. It changes with the path.
     */
    public long sendAhead() {
        return sender.sendAhead();
    }

    /** Begins below the chunk size, with the limit that the route was found to have, in bytes. */
    public void limitFrames(int bytes) {
        sender.limitFrames(bytes);
    }

    // ---- sending

    /** Hands in a message; how it ends is told by its {@linkplain OutgoingMessage#completion completion}. */
    public void send(OutgoingMessage message) {
        sender.send(message);
    }

    /** Gives up a message. One that was sent to its end is left to its outcome. */
    public void abort(OutgoingMessage message, MessageFailedException cause) {
        sender.abort(message, cause);
    }

    // ---- receiving

    void receive(Attachment attachment, Frame frame, int length) throws ProtocolException {
        if (frame.counted()) {
            if (frame instanceof Frame.Delivered delivered) {
                sender.delivered(attachment, delivered.id());
            } else if (frame instanceof Frame.Reject reject) {
                sender.rejected(attachment, reject);
            }
            receiver.receive(attachment, frame, length);
        } else if (frame instanceof Frame.Ack ack) {
            sender.acknowledge(attachment, ack.received());
        } else if (frame instanceof Frame.Ping ping) {
            sender.pong(new Frame.Pong(ByteBuffer.allocate(ping.bytes().remaining())
                    .put(ping.bytes())
                    .flip()));
        } else if (frame instanceof Frame.Hello) {
            throw ProtocolException.malformed("hello-again", "a second HELLO on one transport");
        } else if (frame instanceof Frame.Checkpoint) {
            throw ProtocolException.malformed("checkpoint-unexpected", "CHECKPOINT out of place");
        }
    }

    /** The receiving half's lock is free: its answers may go out, or its complaint be acted on. */
    void afterReceiving() {
        // In this order: a transport that comes meanwhile has not violated anything.
        Attachment current = attached;
        ProtocolException violation = receiver.violation();
        if (current == null) {
            return;
        }
        if (violation != null) {
            fail(current, violation);
        } else if (sender.isUrgent()) {
            current.transport().wake();
        }
    }

    /**
     * Says whether messages of a kind are to be taken from their first frame on, rather than once they are whole. This
     * holds for those under way, too. Either way each is taken once, in the order in which they begin or complete.
     */
    public void setStreaming(boolean text, boolean streaming) {
        receiver.setStreaming(text, streaming);
    }

    /** The next message for the application, or null; whoever takes it releases it. */
    public ReceivedMessage takeMessage() {
        return receiver.take();
    }

    /**
     * Whether there is a message to be taken. Of the first that comes afterwards {@link EngineListener#onMessage}
     * tells.
     */
    public boolean hasMessages() {
        return receiver.hasMessages();
    }

    // ---- the end

    /**
     * Closes on behalf of the application, once all that was sent is acknowledged, or after the send timeout; where
     * there is no transport now, once there is the next. New messages fail from now on.
     */
    public void close(int closeCode, String reason) {
        synchronized (this) {
            if (phase == Phase.CLOSED || closing != null) {
                return;
            }
            closing = () -> closeTransport(closeCode, reason);
            if (phase == Phase.ATTACHED) {
                drainTimer = scheduler.schedule(options.sendTimeout(), closing);
            }
        }
        sender.drain(closing);
    }

    private void closeTransport(int closeCode, String reason) {
        Attachment current = attached;
        if (current != null
                && end(new IOException("The session was closed by this side with " + closeCode + " " + reason))) {
            current.transport().close(closeCode, CloseCodes.reason(reason));
        }
    }

    /**
     * The peer broke a rule, which ends the session; or what it has sent cannot be held here, which costs the transport: what was
     * not acknowledged comes again over the next.
     */
    void fail(Attachment attachment, ProtocolException violation) {
        if (attachment != attached) {
            return;
        }
        int code = violation.closeCode();
        IOException cause = new IOException("The session was closed with " + code + ": " + violation.getMessage());
        if (CloseCodes.isLost(code) ? lost(attachment, code, cause) : end(cause)) {
            attachment.transport().close(code, violation.getMessage());
        }
    }

    /** Ends the session whatever its state; messages that were not settled fail with the cause. */
    public void end(String cause) {
        end(new IOException(cause));
    }

    private boolean end(IOException cause) {
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return false;
            }
            phase = Phase.CLOSED;
            if (attached != null) {
                attached.end();
            }
            if (resumption != null) {
                resumption.ended();
            }
            cancelDrain();
        }
        sender.close(cause);
        receiver.close(cause);
        return true;
    }

    private void cancelDrain() {
        if (drainTimer != null) {
            drainTimer.cancel();
            drainTimer = null;
        }
    }
}
