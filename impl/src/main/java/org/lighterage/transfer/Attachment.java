package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.ProtocolException;

/**
 * One transport of a session: bytes of frames in, frames out. A session that can be resumed has one after the other
 * (PROTOCOL.md, section 7); what a transport brings or asks for once another has taken its place is ignored.
 *
 * <p>{@link #receive} is called by one thread at a time, in the order in which bytes came, and {@link #poll} and
 * {@link #frameSent} by one at a time, alternately. The state is guarded by this object's monitor.
 */
public final class Attachment {

    /** Where the opening of the transport stands (section 4). */
    private enum State {
        AWAITING_HELLO,
        /** A client whose session the server did not resume, and whose new session begins with CHECKPOINT. */
        AWAITING_CHECKPOINT,
        OPEN,
        ENDED
    }

    private final Engine engine;
    private final Transport transport;
    private final FrameReader reader;
    private volatile State state = State.AWAITING_HELLO;
    private Scheduler.Cancellable handshakeTimer;

    /** Bytes of the frame that is coming in; confined to the thread that calls {@link #receive}. */
    private int frameLength;

    /** Whether a frame has come after HELLO; as the field above. */
    private boolean confirmed;

    Attachment(Engine engine, Transport transport) {
        this.engine = engine;
        this.transport = transport;
        this.reader = new FrameReader(engine.options().maxFrame());
    }

    Transport transport() {
        return transport;
    }

    /** The transport is open. A client sends its HELLO; both wait for the peer's, which may have come already. */
    public void start() {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            if (state == State.AWAITING_HELLO) {
                handshakeTimer = engine.scheduler().schedule(engine.options().handshakeTimeout(), () -> engine.opening()
                        .timedOut(this));
            }
        }
        engine.opening().started(this);
    }

    // ---- sending

    /**
     * The next frame for the transport, between position and limit of a buffer; null when there is none now, and then
     * {@link Transport#wake} tells of the next.
     *
     * @param buffers gives a buffer of at least a capacity; its content is overwritten
     */
    public ByteBuffer poll(IntFunction<ByteBuffer> buffers) {
        return engine.sender().poll(this, buffers);
    }

    /** Whether a message has begun to be sent, and not been sent to its end. */
    public boolean isInTheMiddle() {
        return engine.sender().isInTheMiddle();
    }

    /** The transport has sent what {@link #poll} gave last. */
    public void frameSent() {
        engine.sender().frameSent(this);
    }

    // ---- receiving

    /** Takes a piece of a WebSocket binary message, which is consumed within the call. */
    public void receive(ByteBuffer piece, boolean last) {
        if (state == State.ENDED) {
            // What still comes after we have closed, or on a transport that was replaced, is nobody's.
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
            engine.fail(this, e);
        }
        engine.afterReceiving();
    }

    /** Takes notice of a WebSocket text message, which has no place in the protocol. */
    public void receiveText() {
        engine.fail(this, ProtocolException.textMessage());
    }

    private void dispatch(Frame frame, int length) throws ProtocolException {
        switch (state) {
            case AWAITING_HELLO -> {
                if (!(frame instanceof Frame.Hello hello)) {
                    throw ProtocolException.malformed("hello-missing", "the first frame is not HELLO");
                }
                engine.opening().receiveHello(this, hello);
            }
            case AWAITING_CHECKPOINT -> {
                if (!(frame instanceof Frame.Checkpoint checkpoint)) {
                    throw ProtocolException.malformed(
                            "checkpoint-missing", "a session that was not resumed begins with CHECKPOINT");
                }
                engine.opening().receiveCheckpoint(this, checkpoint);
            }
            case OPEN -> {
                if (!confirmed) {
                    confirmed = true;
                    engine.opening().confirmed(this);
                }
                engine.receive(this, frame, length);
            }
            case ENDED -> {
                // Ended since the frame began to come.
            }
        }
    }

    /** Takes the HELLO of a client, which the server has read to find the session. */
    public void receiveHello(Frame.Hello hello) {
        try {
            engine.opening().receiveHello(this, hello);
        } catch (ProtocolException e) {
            engine.fail(this, e);
        }
    }

    // ---- the end

    /**
     * The transport has ended. Where the session can be resumed it waits for the next one, otherwise it ends, and
     * messages that were not settled fail with the cause.
     *
     * @param closeCode of the close frame that was received; {@link CloseCodes#ABNORMAL} without one
     */
    public void lost(int closeCode, IOException cause) {
        engine.lost(this, closeCode, cause);
    }

    // ---- for the engine

    synchronized void open() {
        enter(State.OPEN);
    }

    synchronized void awaitCheckpoint() {
        enter(State.AWAITING_CHECKPOINT);
    }

    synchronized void end() {
        enter(State.ENDED);
    }

    private void enter(State next) {
        if (state == State.ENDED) {
            return;
        }
        state = next;
        // CHECKPOINT, too, has to come in time.
        if (handshakeTimer != null && next != State.AWAITING_CHECKPOINT) {
            handshakeTimer.cancel();
            // A task that was cancelled still holds what it would have needed.
            handshakeTimer = null;
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }
}
