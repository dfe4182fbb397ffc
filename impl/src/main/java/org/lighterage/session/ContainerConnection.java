package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lighterage.transfer.Scheduler;

/**
 * The one writer of a container's session: it does one thing at a time, the next when the callback of the one before
 * has come, since most containers refuse, lose or mix what two threads send at once. Subclasses say what is next.
 *
 * <p>Guarded by the trampoline, which runs {@link #step} in one thread at a time; what others set is guarded by this
 * object's monitor.
 */
abstract class ContainerConnection {

    private static final Logger LOG = System.getLogger(ContainerConnection.class.getName());

    /** How long a close waits for the send under way; a peer that reads nothing would hold it up for ever. */
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    /** As long as a send takes that is not held up by the machine, but by the path. */
    private static final Duration LONG_WAIT = Duration.ofMillis(5);

    private static final int SENDS_AFTER_LONG_WAIT = 64;

    private final Session container;
    private final ContainerTraits traits;
    private final Resources resources;
    private final Trampoline trampoline;

    /** Pings and pongs of the application; null until the first. */
    private Deque<Outbound.ControlFrame> controls;

    private CloseReason closing;
    private volatile Scheduler.Cancellable closeTimer;
    private volatile CloseReason closedWith;

    /** Whether a send is under way, whose callback has not come. */
    private boolean busy;

    /**
     * Rounds of {@link Keepalive} since something was sent, and since something came. Not guarded: a round more or less does
     * not matter, and this is touched with every frame.
     */
    private int roundsSinceSent;

    private int roundsSinceReceived;

    /** Sends that do not wait are left before one that waits is tried again. Touched in steps only. */
    private int sendsWithoutWaiting;

    ContainerConnection(Session container, Resources resources) {
        this.container = container;
        this.traits = ContainerTraits.of(container);
        this.resources = resources;
        this.trampoline = new Trampoline(this::step, resources.executor());
    }

    /** Starts the next send, which ends in {@link #sent}; returns false when there is nothing to send now. */
    abstract boolean sendNext();

    /** A send has ended; {@code failure} is null where it was successful. */
    abstract void onSent(Throwable failure);

    Session container() {
        return container;
    }

    final ContainerTraits traits() {
        return traits;
    }

    /** Something has come. */
    final void received() {
        roundsSinceReceived = 0;
    }

    /** Another round without anything, unless something goes until the next. */
    final void nextRound() {
        roundsSinceSent++;
        roundsSinceReceived++;
    }

    final int quietRounds() {
        return roundsSinceSent;
    }

    final int silentRounds() {
        return roundsSinceReceived;
    }

    /** Sends a ping unless something is under way. */
    final void ping(Outbound.ControlFrame ping) {
        synchronized (this) {
            if (busy || closing != null || controls != null && !controls.isEmpty()) {
                return;
            }
        }
        sendControl(ping);
    }

    /**
     * Lends the calling thread, which is about to send and to wait: where the container tells the end of each asynchronous
     * send on another thread, one that waits anyway sends faster.
     *
     * @return null where the calling thread is of no use
     */
    public final Trampoline lend() {
        return traits.dispatchesResults() && trampoline.lend() ? trampoline : null;
    }

    /** What a container's blocking API sends. */
    @FunctionalInterface
    interface BlockingSend {

        void to(RemoteEndpoint.Basic remote) throws IOException;
    }

    /** What a container's asynchronous API sends. */
    @FunctionalInterface
    interface AsyncSend {

        void to(RemoteEndpoint.Async remote, SendHandler handler);
    }

    /** Sends something in one of two ways: for {@link #sendNext}, which returns true then. */
    final void send(BlockingSend waiting, AsyncSend otherwise) {
        if (mayWait()) {
            sendAndWait(waiting);
        } else if (traits.asksContextClassLoader()) {
            sendWithoutApplication(otherwise);
        } else {
            sendAsync(otherwise);
        }
    }

    /** Hides the application's class loader meanwhile. What {@link #sent} does has no need of it. */
    private void sendWithoutApplication(AsyncSend send) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            sendAsync(send);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private void sendAsync(AsyncSend send) {
        try {
            send.to(container.getAsyncRemote(), this::onResult);
        } catch (RuntimeException e) {
            // The container's session is closed already.
            sent(e);
        }
    }

    /**
     * Whether the calling thread may wait for the container to send. Where that took long, the connection is what limits it
     * and not the threads, and the next sends do without: a thread that waits there takes no notice of interrupts.
     */
    private boolean mayWait() {
        return trampoline.isLentHere() && --sendsWithoutWaiting < 0;
    }

    private void sendAndWait(BlockingSend send) {
        Throwable failure = null;
        long begun = System.nanoTime();
        try {
            send.to(container.getBasicRemote());
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        sendsWithoutWaiting = System.nanoTime() - begun < LONG_WAIT.toNanos() ? 0 : SENDS_AFTER_LONG_WAIT;
        sent(failure);
    }

    final Resources resources() {
        return resources;
    }

    /** Says that there may be something to send. May be called from any thread. */
    public final void wake() {
        trampoline.wake();
    }

    public final void sendControl(Outbound.ControlFrame frame) {
        synchronized (this) {
            if (controls == null) {
                controls = new ArrayDeque<>(2);
            }
            controls.add(frame);
        }
        wake();
    }

    /** Closes the connection once the send under way has ended. Only the first call counts. */
    public void close(int closeCode, String reason) {
        CloseReason closeReason = new CloseReason(CloseCodes.getCloseCode(closeCode), reason);
        synchronized (this) {
            if (closing != null) {
                return;
            }
            closing = closeReason;
        }
        closeTimer = resources.schedule(CLOSE_GRACE, () -> closeAsAsked(closeReason));
        wake();
    }

    /** What {@link #close(int, String)} has closed the connection with; null as long as it has not. */
    public CloseReason closedWith() {
        return closedWith;
    }

    /** The container's session has ended. */
    final void ended() {
        Scheduler.Cancellable timer = closeTimer;
        if (timer != null) {
            timer.cancel();
        }
    }

    /** Closes the connection at once, whatever is under way. */
    final void closeNow() {
        close(new CloseReason(CloseCodes.GOING_AWAY, ""));
    }

    /** Ends the send under way; called once for each {@link #sendNext} that returned true. */
    final void sent(Throwable failure) {
        // First: the next send must not begin before the end of this one is known.
        onSent(failure);
        synchronized (this) {
            busy = false;
        }
        wake();
    }

    /** The callback of an asynchronous send. */
    private void onResult(SendResult result) {
        if (result.isOK()) {
            sent(null);
        } else {
            Throwable cause = result.getException();
            sent(cause != null ? cause : new IOException("The container did not say why"));
        }
    }

    private boolean step() {
        Outbound.ControlFrame control;
        CloseReason close;
        synchronized (this) {
            if (busy) {
                return false;
            }
            control = controls == null ? null : controls.poll();
            close = control == null ? closing : null;
            busy = true;
        }
        if (control != null) {
            roundsSinceSent = 0;
            write(control);
            synchronized (this) {
                busy = false;
            }
            return true;
        }
        if (close != null) {
            // Stays busy: nothing is sent after the close frame.
            closeAsAsked(close);
            return false;
        }
        // A send may end, and reset the flag, before sendNext returns; without one it is ours to reset.
        try {
            if (sendNext()) {
                roundsSinceSent = 0;
                return true;
            }
        } catch (RuntimeException e) {
            // A defect of ours, but one connection's: the others and the calling thread go on.
            LOG.log(Level.ERROR, "Sending on session " + container.getId(), e);
            closeNow();
        }
        synchronized (this) {
            busy = false;
        }
        return false;
    }

    private void write(Outbound.ControlFrame frame) {
        try {
            if (frame.ping()) {
                container.getBasicRemote().sendPing(frame.bytes());
            } else {
                container.getBasicRemote().sendPong(frame.bytes());
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "A ping or pong was not sent", e);
        }
    }

    private void closeAsAsked(CloseReason reason) {
        closedWith = reason;
        close(reason);
    }

    private void close(CloseReason reason) {
        try {
            container.close(reason);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Closing session " + container.getId(), e);
        }
    }
}
