package org.lighterage.transfer;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.HelloRules;
import org.lighterage.wire.ProtocolException;
import org.lighterage.wire.Settings;
import org.lighterage.wire.WireFormat;

/**
 * How a session begins on its first transport, and goes on or is renewed on another (PROTOCOL.md, sections 4 and 7): HELLO of both
 * sides, and CHECKPOINT. All state is guarded by the engine's monitor; the listener is told after it is released.
 */
final class Opening {

    private static final Frame.Checkpoint NOTHING_KEPT = new Frame.Checkpoint(List.of());

    private final Engine engine;
    private final Role role;
    private final Receiver receiver;
    private final EngineListener listener;

    /** Null where the session ends with its transport. */
    private final Resumption resumption;

    /** A client's, by which it knows its own HELLO again. */
    private final long nonce;

    /** Whether a session has begun. */
    private boolean begun;

    /** A client: the server's HELLO that begins a new session, until CHECKPOINT has come. */
    private Frame.Hello renewal;

    Opening(
            Engine engine,
            Role role,
            Receiver receiver,
            EngineListener listener,
            Resumption resumption,
            SecureRandom random) {
        this.engine = engine;
        this.role = role;
        this.receiver = receiver;
        this.listener = listener;
        this.resumption = resumption;
        this.nonce = role == Role.CLIENT ? random.nextLong() & WireFormat.MAX_VARINT : -1;
    }

    /** The transport is there to be used: a client begins. */
    void started(Attachment attachment) {
        if (role == Role.SERVER) {
            return;
        }
        synchronized (engine) {
            if (!engine.isCurrent(attachment) || engine.isClosed()) {
                return;
            }
            if (!begun) {
                sender().begin(Resumption.hello(engine.options(), nonce));
            } else {
                sender().opening(resumption.hello(receiver.attach(attachment), nonce));
            }
        }
        attachment.transport().wake();
    }

    /** HELLO, or CHECKPOINT, has not come in time. */
    void timedOut(Attachment attachment) {
        Runnable close;
        boolean first;
        synchronized (engine) {
            if (!engine.isCurrent(attachment) || attachment.isOpen()) {
                return;
            }
            close = engine.closing();
            first = !begun;
        }
        if (close != null && first) {
            close.run();
            return;
        }
        ProtocolException missing = ProtocolException.noHello(engine.options().handshakeTimeout());
        if (first) {
            engine.fail(attachment, missing);
        } else {
            // What is between the peers may have swallowed it; the next transport may do better.
            attachment.transport().close(CloseCodes.GOING_AWAY, missing.getMessage());
            engine.lost(attachment, CloseCodes.ABNORMAL, new IOException(missing.getMessage()));
        }
    }

    void receiveHello(Attachment attachment, Frame.Hello hello) throws ProtocolException {
        if (role == Role.CLIENT && hello.settings().nonce() == nonce) {
            engine.fail(
                    attachment,
                    ProtocolException.malformed("echo", "the server echoes and does not speak the protocol"));
            listener.onEcho();
            return;
        }
        HelloRules.check(hello, role == Role.CLIENT, begun);
        if (role == Role.SERVER) {
            begin(attachment, hello);
        } else if (!begun) {
            synchronized (engine) {
                if (resumption != null) {
                    resumption.given(hello.token());
                }
            }
            open(attachment, hello.settings());
        } else {
            comeBack(attachment, hello);
        }
    }

    /** A server: begins a new session, whatever the client asked for. */
    private void begin(Attachment attachment, Frame.Hello hello) {
        synchronized (engine) {
            if (!engine.isCurrent(attachment)) {
                return;
            }
            sender().opening(
                            resumption == null
                                    ? Resumption.hello(engine.options(), Settings.NO_NONCE)
                                    : resumption.answer(false, 0, resumption.firstToken()));
            if (hello.token().length > 0) {
                // Incomplete messages are not kept beyond their session, so there is none that it could continue.
                sender().opening(NOTHING_KEPT);
            }
        }
        open(attachment, hello.settings());
    }

    private void open(Attachment attachment, Settings settings) {
        synchronized (engine) {
            if (!engine.isCurrent(attachment)) {
                return;
            }
            agreed(settings);
            sender().opened(settings);
            attachment.open();
        }
        listener.onOpen();
        attachment.transport().wake();
    }

    /** A client: has come back, and the server says whether to its session or to a new one. */
    private void comeBack(Attachment attachment, Frame.Hello hello) throws ProtocolException {
        AfterUnlock after;
        synchronized (engine) {
            if (!engine.isCurrent(attachment)) {
                return;
            }
            if (!hello.resumed()) {
                renewal = hello;
                attachment.awaitCheckpoint();
                return;
            }
            if (!sender().canResume(hello.received())) {
                throw ProtocolException.malformed(
                        "count-below-acknowledged",
                        "the server resumes at " + hello.received() + " frames and has acknowledged more");
            }
            after = goOn(attachment, hello);
            resumption.given(hello.token());
            sender().requestAck();
        }
        after.run();
        engine.afterAttaching(attachment);
    }

    /** A client: a new session begins, in which it may go on with what the server has kept of the former one. */
    void receiveCheckpoint(Attachment attachment, Frame.Checkpoint checkpoint) throws ProtocolException {
        List<OutgoingMessage> lost;
        synchronized (engine) {
            if (!engine.isCurrent(attachment)) {
                return;
            }
            receiver.renew(new IOException("The server no longer has the session, and a new one has begun"));
            lost = sender().renew(checkpoint);
            agreed(renewal.settings());
            resumption.given(renewal.token());
            sender().opened(renewal.settings());
            renewal = null;
            attachment.open();
        }
        lost.forEach(message -> message.fail(Retransmission.failure(message)));
        listener.onRenewed(
                (int) lost.stream().filter(OutgoingMessage::isHandedOver).count());
        engine.afterAttaching(attachment);
    }

    /**
     * A server: answers a client that has come back, on a transport that is attached, and lets the session go on. Called under
     * the monitor; what it returns is run without.
     */
    AfterUnlock answer(Attachment attachment, Frame.Hello hello) throws ProtocolException {
        long processed = receiver.attach(attachment);
        sender().opening(resumption.answer(true, processed, resumption.nextToken(hello.token())));
        return goOn(attachment, hello);
    }

    /** Lets the session go on where the peer's count says. */
    private AfterUnlock goOn(Attachment attachment, Frame.Hello hello) throws ProtocolException {
        AfterUnlock after = sender().resume(hello.received(), hello.settings());
        agreed(hello.settings());
        attachment.open();
        return after;
    }

    private void agreed(Settings peer) {
        begun = true;
        if (resumption != null) {
            resumption.agreed(peer);
            resumption.attached();
        }
    }

    /** The first frame after HELLO has come: the client has the new token. */
    void confirmed(Attachment attachment) {
        synchronized (engine) {
            if (engine.isCurrent(attachment) && resumption != null) {
                resumption.confirmed();
            }
        }
    }

    private Sender sender() {
        return engine.sender();
    }
}
