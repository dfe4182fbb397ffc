package org.lighterage.session;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.wire.CloseCodes;

/**
 * How a session ends: the application is told once, after all that came before, and what nobody will take any more is
 * released. Safe for use by any thread.
 */
final class SessionEnd {

    private static final Logger LOG = System.getLogger(SessionEnd.class.getName());

    // An updater, since there is one of these for each connection: an atomic object would take 16 bytes more.
    private static final AtomicIntegerFieldUpdater<SessionEnd> OVER =
            AtomicIntegerFieldUpdater.newUpdater(SessionEnd.class, "over");

    private final SessionDriver driver;

    /** Null where nobody observes transfers. */
    private final TransferEvents transferEvents;

    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private volatile boolean abandoned;

    /** What the container has reported of its connection, where the end says whether the application is to hear of it. */
    private volatile SocketException failure;

    /** 1 where the application is told the end. */
    private volatile int over;

    /** Set by the application's last callback; callbacks never overlap, and each sees what the one before did. */
    private boolean ending;

    /** Whether {@link #endSession} was called; as the field above. */
    private boolean ended;

    SessionEnd(SessionDriver driver, TransferEvents transferEvents) {
        this.driver = driver;
        this.transferEvents = transferEvents;
    }

    /** Completes when the application's onClose has returned. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    /** The application has not heard of the session, nor will. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Runs a callback in its scope; the last one is followed by the end. */
    void runInScope(Runnable callback) {
        if (ended) {
            // Some containers report an error after they have closed, and a message may have come just then.
            if (callback instanceof HandOver late) {
                late.message().release();
            }
            return;
        }
        try {
            driver.scope().run(driver.session(), callback);
        } finally {
            if (ending) {
                ended = true;
                endSession();
            }
        }
    }

    /**
     * Ends the session after the events of transfers that ended with its connection: their observers find the session
     * and its beans. Nobody waits for that in this thread, which may be the container's.
     */
    private void endSession() {
        if (transferEvents == null) {
            finish();
        } else {
            transferEvents.end(this::finish);
        }
    }

    private void finish() {
        driver.session().closed();
        releaseUntaken();
        try {
            driver.scope().run(driver.session(), driver.coders()::close);
        } finally {
            driver.scope().end();
            closed.complete(null);
        }
    }

    /** Releases what has come and nobody will take. */
    void releaseUntaken() {
        Peer peer = driver.peer();
        for (ReceivedMessage message = peer.take(); message != null; message = peer.take()) {
            message.release();
        }
    }

    /** Tells the application the end, once. */
    void tell(CloseReason reason) {
        if (!OVER.compareAndSet(this, 0, 1)) {
            return;
        }
        driver.session().ended();
        driver.peer().forget();
        SocketException failed = failure;
        if (failed != null && reason.getCloseCode().getCode() == CloseCodes.ABNORMAL) {
            run(() -> driver.endpoint().onError(driver.session(), failed));
        }
        run(() -> {
            try {
                driver.endpoint().onClose(driver.session(), reason);
            } finally {
                ending = true;
            }
        });
    }

    /** The container reports an error of the connection. */
    void failed(Throwable cause) {
        Peer peer = driver.peer();
        if (peer.isKept()) {
            // The end of a connection is not the session's; should it be, its reason says so.
            LOG.log(Level.DEBUG, "A connection of session " + peer.container().getId(), cause);
            return;
        }
        if (cause instanceof IOException && peer.outbound().closedWith() != null) {
            // The application has closed, and is not to hear of an error for that.
            LOG.log(Level.DEBUG, "The end of session " + peer.container().getId(), cause);
            return;
        }
        if (cause instanceof SocketException failed && traits().mayFailAfterClose()) {
            failure = failed;
            return;
        }
        run(() -> driver.endpoint().onError(driver.session(), cause));
    }

    private ContainerTraits traits() {
        Session container = driver.peer().container();
        return ContainerTraits.of(container);
    }

    private void run(Runnable callback) {
        if (abandoned) {
            return;
        }
        if (traits().endsWithContexts()) {
            driver.callbacks().run(callback);
        } else {
            driver.callbacks().execute(callback);
        }
    }
}
