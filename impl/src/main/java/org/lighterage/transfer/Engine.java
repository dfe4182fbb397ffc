package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.HelloRules;
import org.lighterage.wire.ProtocolException;
import org.lighterage.wire.WireFormat;

/**
 * One session of the protocol (PROTOCOL.md, sections 3 to 6 and 10): bytes of frames in, frames out, messages handed in
 * and taken out.
 *
 * <p>Any number of threads may send and take messages. {@link #receive} is called by one thread at a time, in the order
 * in which bytes came, and {@link #poll} and {@link #frameSent} by one at a time, alternately.
 */
public final class Engine {

    /** Where the session stands; changed under the engine's monitor, which guards the timers, too. */
    private enum Phase {
        AWAITING_HELLO,
        OPEN,
        CLOSED
    }

    private static final byte[] NO_TOKEN = new byte[0];

    private final Role role;
    private final EngineOptions options;
    private final Scheduler scheduler;
    private final Transport transport;
    private final EngineListener listener;
    private final FrameReader reader;
    private final Sender sender;
    private final Receiver receiver;
    private final long nonce;

    private volatile Phase phase = Phase.AWAITING_HELLO;
    private Scheduler.Cancellable handshakeTimer;
    private Scheduler.Cancellable drainTimer;

    /** Closes as the application wants it, once it does. */
    private Runnable closing;

    /** Bytes of the frame that is coming in; confined to the thread that calls {@link #receive}. */
    private int frameLength;

    /**
     * @param buffers makes a buffer for each message that is reassembled
     * @param transfers hears of messages that take more than one frame; null for nobody
     * @param random where a client's nonce comes from
     */
    public Engine(
            Role role,
            EngineOptions options,
            Scheduler scheduler,
            Transport transport,
            Supplier<MessageBuffer> buffers,
            EngineListener listener,
            TransferListener transfers,
            SecureRandom random) {
        this.role = role;
        this.options = options;
        this.scheduler = scheduler;
        this.transport = transport;
        this.listener = listener;
        this.reader = new FrameReader(options.maxFrame());
        this.nonce = role == Role.CLIENT ? random.nextLong() & WireFormat.MAX_VARINT : -1;
        AckTracker acks = new AckTracker(options.window());
        this.sender = new Sender(options, scheduler, acks, transport::wake, transfers);
        this.receiver =
                new Receiver(options, scheduler, acks, sender, buffers, listener, transfers, this::afterReceiving);
    }

    /** The transport is open. A client sends its HELLO; both wait for the peer's, which may have come already. */
    public void start() {
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return;
            }
            if (phase == Phase.AWAITING_HELLO) {
                handshakeTimer = scheduler.schedule(options.handshakeTimeout(), this::handshakeTimedOut);
            }
        }
        if (role == Role.CLIENT) {
            sender.begin(hello());
        }
    }

    private Frame.Hello hello() {
        return new Frame.Hello(false, NO_TOKEN, 0, options.toSettings(nonce));
    }

    private void handshakeTimedOut() {
        Runnable close;
        synchronized (this) {
            if (phase != Phase.AWAITING_HELLO) {
                return;
            }
            close = closing;
        }
        if (close != null) {
            close.run();
            return;
        }
        fail(new ProtocolException(
                CloseCodes.POLICY_VIOLATION,
                "hello-timeout",
                "no HELLO within " + options.handshakeTimeout().toSeconds() + " s"));
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

    /**
     * The next frame for the transport, between position and limit of a buffer; null when there is none now, and then
     * {@link Transport#wake} tells of the next.
     *
     * @param buffers gives a buffer of at least a capacity; its content is overwritten
     */
    public ByteBuffer poll(IntFunction<ByteBuffer> buffers) {
        return sender.poll(buffers);
    }

    /** The transport has sent what {@link #poll} gave last. */
    public void frameSent() {
        sender.frameSent();
    }

    // ---- receiving

    /** Takes a piece of a WebSocket binary message, which is consumed within the call. */
    public void receive(ByteBuffer piece, boolean last) {
        if (phase == Phase.CLOSED) {
            // What still comes after we have closed is nobody's.
            piece.position(piece.limit());
            return;
        }
        try {
            frameLength += piece.remaining();
            Frame frame = reader.read(piece, last);
            if (last) {
                int length = frameLength;
                frameLength = 0;
                dispatch(frame, length);
            }
        } catch (ProtocolException e) {
            fail(e);
        }
        afterReceiving();
    }

    /** Takes notice of a WebSocket text message, which has no place in the protocol. */
    public void receiveText() {
        fail(new ProtocolException(
                CloseCodes.UNSUPPORTED_DATA, "text-message", "a WebSocket text message on a Lighterage connection"));
    }

    private void dispatch(Frame frame, int length) throws ProtocolException {
        switch (phase) {
            case AWAITING_HELLO -> {
                if (!(frame instanceof Frame.Hello hello)) {
                    throw ProtocolException.malformed("hello-missing", "the first frame is not HELLO");
                }
                receiveHello(hello);
            }
            case OPEN -> receiveOpen(frame, length);
            case CLOSED -> {
                // Closed since the frame began to come.
            }
        }
    }

    private void receiveHello(Frame.Hello hello) throws ProtocolException {
        if (role == Role.CLIENT && hello.settings().nonce() == nonce) {
            fail(ProtocolException.malformed("echo", "the server echoes and does not speak the protocol"));
            listener.onEcho();
            return;
        }
        HelloRules.check(hello, role == Role.CLIENT, false);
        if (role == Role.SERVER) {
            sender.opening(hello());
            if (hello.token().length > 0) {
                // Sessions are not kept, so there is nothing that the client could continue.
                sender.opening(new Frame.Checkpoint(List.of()));
            }
        }
        sender.opened(hello.settings());
        open();
    }

    private void open() {
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return;
            }
            phase = Phase.OPEN;
            if (handshakeTimer != null) {
                handshakeTimer.cancel();
                // A task that was cancelled still holds what it would have needed.
                handshakeTimer = null;
            }
        }
        listener.onOpen();
    }

    private void receiveOpen(Frame frame, int length) throws ProtocolException {
        if (frame.counted()) {
            if (frame instanceof Frame.Delivered delivered) {
                sender.delivered(delivered.id());
            } else if (frame instanceof Frame.Reject reject) {
                sender.rejected(reject.id(), reject.code(), reject.reason());
            }
            receiver.receive(frame, length);
        } else if (frame instanceof Frame.Ack ack) {
            sender.acknowledge(ack.received());
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
    private void afterReceiving() {
        ProtocolException violation = receiver.violation();
        if (violation != null) {
            fail(violation);
        } else if (sender.isUrgent()) {
            transport.wake();
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
     * Closes on behalf of the application, once all that was sent is acknowledged, or after the send timeout. New
     * messages fail from now on.
     */
    public void close(int closeCode, String reason) {
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return;
            }
            if (drainTimer == null) {
                closing = () -> closeTransport(closeCode, reason);
                drainTimer = scheduler.schedule(options.sendTimeout(), closing);
            }
        }
        sender.drain(closing);
    }

    private void closeTransport(int closeCode, String reason) {
        if (end(new IOException("The session was closed by this side with " + closeCode + " " + reason))) {
            transport.close(closeCode, CloseCodes.reason(reason));
        }
    }

    private void fail(ProtocolException violation) {
        if (end(new IOException(
                "The session was closed with " + violation.closeCode() + ": " + violation.getMessage()))) {
            transport.close(violation.closeCode(), violation.getMessage());
        }
    }

    /** The transport has ended; messages that were not settled fail with the cause. */
    public void transportLost(IOException cause) {
        end(cause);
    }

    private boolean end(IOException cause) {
        synchronized (this) {
            if (phase == Phase.CLOSED) {
                return false;
            }
            phase = Phase.CLOSED;
            if (handshakeTimer != null) {
                handshakeTimer.cancel();
            }
            if (drainTimer != null) {
                drainTimer.cancel();
            }
        }
        sender.close(cause);
        receiver.close(cause);
        return true;
    }
}
