package org.lighterage.transfer;

import java.io.IOException;
import java.time.Duration;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.ProtocolException;

/**
 * The receiving half of a session: takes counted frames in their order, acknowledges them, and holds back those that
 * must wait for room (PROTOCOL.md, section 6). State is guarded by its monitor; the sending half is called while it is
 * held, the listener is not.
 *
 * <p>A counted frame is <em>processed</em> once its bytes are stored. Only when what the application has not taken yet
 * stands in the way, frames wait in {@code pending}, unacknowledged, so that our WINDOW bounds them.
 */
final class Receiver {

    private static final Duration ACK_DELAY = Duration.ofMillis(50);

    /** Bytes of short messages that wait for the application; beyond it frames wait. */
    private static final long MAX_UNTAKEN = 1 << 20;

    private final Engine engine;
    private final AckTracker acks;
    private final Sender sender;
    private final Buffers buffers;
    private final EngineListener listener;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

    private final Inbox inbox;
    private final Reassembler reassembler;

    /** Frames that wait for room, in order. Most sessions never have any, and share this one. */
    private PendingFrames pending = PendingFrames.NONE;

    private Scheduler.Cancellable ackTimer;
    private Scheduler.Cancellable receiveTimer;

    /** Why the transport has to go. Set under the lock; read without it for every piece that comes. */
    private volatile ProtocolException violation;

    private boolean closed;

    /** The transport that frames come from; null while there is none. */
    private Attachment attached;

    /**
     * @param engine whose {@link Engine#afterReceiving} is called without the lock when something happened outside of
     *     {@link #receive}: the sending half may be urgent, or a {@link #violation} was found
     * @param transfers hears of messages that take more than one frame; null for nobody
     */
    Receiver(
            Engine engine,
            AckTracker acks,
            Sender sender,
            Buffers buffers,
            EngineListener listener,
            TransferListener transfers) {
        this.engine = engine;
        this.acks = acks;
        this.sender = sender;
        this.buffers = buffers;
        this.listener = listener;
        this.transfers = transfers;
        this.inbox =
                new Inbox((int) Math.min(MAX_UNTAKEN, engine.options().window()), buffers.budget(), this::drainPending);
        this.reassembler = new Reassembler(engine.options(), engine.scheduler(), buffers, sender, inbox, transfers);
    }

    /**
     * Takes frames from this transport, and from no other. What has come and was not processed is lost, and comes again
     * (section 7). Returns how many frames were processed.
     */
    synchronized long attach(Attachment next) {
        attached = next;
        violation = null;
        dropPending();
        reassembler.resume();
        return acks.resume();
    }

    long processed() {
        return acks.processed();
    }

    /** The transport is lost. */
    synchronized void detach() {
        attach(null);
    }

    /** Begins anew: what is incomplete is dropped, for the given reason. Whole messages stay. */
    void renew(IOException cause) {
        synchronized (this) {
            reassembler.renew(cause);
            acks.restart();
        }
        wakeTransfers();
    }

    /** Takes a counted frame of the given length in bytes, type byte included. */
    void receive(Attachment transport, Frame frame, int length) throws ProtocolException {
        boolean available;
        synchronized (this) {
            if (closed || transport != attached) {
                return;
            }
            int windowBytes = takesWindow(frame) ? length : 0;
            if (windowBytes > 0 && !acks.received(windowBytes)) {
                throw new ProtocolException(
                        CloseCodes.POLICY_VIOLATION,
                        "window-exceeded",
                        "more unacknowledged than WINDOW of " + engine.options().window() + " bytes");
            }
            if (!pending.isEmpty()) {
                enqueue(frame, length);
            } else if (!process(frame, windowBytes)) {
                pending = pending.orNew(buffers);
                pending.add(frame, length);
            }
            available = inbox.takeNotice();
        }
        wakeTransfers();
        if (available) {
            listener.onMessage();
        }
    }

    private void wakeTransfers() {
        if (transfers != null) {
            transfers.wake();
        }
    }

    private void dropPending() {
        pending.drop();
        pending = PendingFrames.NONE;
    }

    private static boolean takesWindow(Frame frame) {
        return !(frame instanceof Frame.Delivered || frame instanceof Frame.Reject || frame instanceof Frame.Abort);
    }

    private void enqueue(Frame frame, int length) throws ProtocolException {
        if (takesWindow(frame)) {
            pending.add(frame, length);
        } else if (frame instanceof Frame.Abort abort) {
            enqueueAbort(abort);
        } else {
            // The engine has acted on DELIVERED and REJECT as they came.
            pending.addCounted();
        }
    }

    /** Acts on an ABORT as it comes, while earlier frames wait. */
    private void enqueueAbort(Frame.Abort abort) throws ProtocolException {
        long id = abort.id();
        reassembler.checkBegun(id, pending.begins());
        if (pending.hasEnd(id) || pending.hasAbort(id) || !reassembler.isOpen(id)) {
            pending.addCounted();
            return;
        }
        pending.addAbort(abort);
        reassembler.abortAhead(abort);
        // Frames of this message wait for room no more.
        drain();
    }

    /** Processes a frame in its turn. Returns false when it must wait for room; nothing has changed then. */
    private boolean process(Frame frame, int windowBytes) throws ProtocolException {
        boolean done = true;
        if (frame instanceof Frame.Data data) {
            done = reassembler.data(data);
        } else if (frame instanceof Frame.Text text) {
            done = reassembler.whole(true, text.bytes());
        } else if (frame instanceof Frame.Binary binary) {
            done = reassembler.whole(false, binary.bytes());
        } else if (frame instanceof Frame.Begin begin) {
            done = reassembler.begin(begin, pending.hasAbort(begin.id()));
            scheduleReceiveTimer();
        } else if (frame instanceof Frame.End end) {
            done = reassembler.end(end);
        } else if (frame instanceof Frame.Abort abort) {
            reassembler.abort(abort);
        } else if (frame instanceof Frame.Reference reference) {
            reassembler.reference(reference);
        }
        if (done) {
            processed(windowBytes);
        }
        return done;
    }

    private void processed(int windowBytes) {
        acks.processed(windowBytes);
        if (acks.isDue()) {
            sender.requestAck();
        } else if (ackTimer == null) {
            ackTimer = engine.scheduler().schedule(ACK_DELAY, this::acknowledgeLate);
        }
    }

    private void acknowledgeLate() {
        synchronized (this) {
            ackTimer = null;
            if (closed || !acks.isPending()) {
                return;
            }
            sender.requestAck();
        }
        engine.afterReceiving();
    }

    /** As {@link Engine#setStreaming}. */
    void setStreaming(boolean text, boolean streaming) {
        boolean available;
        synchronized (this) {
            if (closed) {
                return;
            }
            reassembler.setStreaming(text, streaming);
            available = inbox.takeNotice();
        }
        if (available) {
            listener.onMessage();
        }
    }

    /** The next message, or null. */
    ReceivedMessage take() {
        ReceivedMessage message = inbox.poll();
        if (message instanceof FollowedMessage reassembled) {
            reassembled.take();
            if (!reassembled.isWhole()) {
                // Frames that wait for the application must not, now that it may wait for frames.
                drainPending();
            }
        }
        return message;
    }

    boolean hasMessages() {
        return !inbox.isEmpty();
    }

    /** Processes frames that waited, as far as there is room now. */
    private void drainPending() {
        boolean available = false;
        synchronized (this) {
            try {
                drain();
            } catch (ProtocolException e) {
                violation = e;
            }
            available = inbox.takeNotice();
        }
        wakeTransfers();
        if (available) {
            listener.onMessage();
        }
        engine.afterReceiving();
    }

    private void drain() throws ProtocolException {
        if (pending.isEmpty()) {
            return;
        }
        do {
            Frame frame = pending.peek();
            if (frame == null) {
                processed(0);
            } else if (!process(frame, pending.peekWindowBytes())) {
                return;
            }
            pending.remove();
        } while (!pending.isEmpty());
        // The peer could send nothing meanwhile, so its time begins anew.
        reassembler.restartTimeouts();
    }

    private void scheduleReceiveTimer() {
        if (receiveTimer == null) {
            receiveTimer = engine.scheduler()
                    .schedule(engine.options().receiveTimeout().dividedBy(4), this::checkStalled);
        }
    }

    private void checkStalled() {
        synchronized (this) {
            receiveTimer = null;
            if (closed || reassembler.isIdle()) {
                return;
            }
            if (attached == null) {
                // The peer is away, and its messages wait for it as long as the session does.
                reassembler.restartTimeouts();
            } else if (pending.isEmpty()) {
                // While frames wait for us, it is not the peer that brings nothing.
                try {
                    reassembler.rejectStalled();
                } catch (ProtocolException e) {
                    violation = e;
                }
            }
            scheduleReceiveTimer();
        }
        wakeTransfers();
        engine.afterReceiving();
    }

    /** Why the transport has to go, where that was found in a frame that had waited; or null. */
    ProtocolException violation() {
        return violation;
    }

    /**
     * Drops what is incomplete, for the given reason, which those who read it are told. Whole messages stay until they
     * are taken: the peer was told that they arrived.
     */
    void close(IOException cause) {
        synchronized (this) {
            closed = true;
            reassembler.close(cause);
            dropPending();
            if (ackTimer != null) {
                ackTimer.cancel();
            }
            if (receiveTimer != null) {
                receiveTimer.cancel();
            }
        }
        wakeTransfers();
    }
}
