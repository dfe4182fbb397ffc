package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.HelloRules;
import org.lighterage.wire.ProtocolException;

/**
 * A transport that a server has accepted, until the HELLO of its client says which session it belongs to (PROTOCOL.md,
 * sections 4 and 7). Frames come by one thread at a time; the state is guarded by this object's monitor.
 */
public final class Admission {

    /** Lets a client in. */
    @FunctionalInterface
    public interface Door {

        /** The HELLO of a client has come, whose rules it keeps: the session that it is for takes over the transport. */
        void admit(Frame.Hello hello);
    }

    private final FrameReader reader;
    private final Transport transport;
    private final Door door;
    private final Duration timeout;
    private Scheduler.Cancellable timer;
    private boolean over;

    /** @param maxFrame longest frame that is accepted, in bytes */
    public Admission(Transport transport, long maxFrame, Duration timeout, Door door) {
        this.reader = new FrameReader(maxFrame);
        this.transport = transport;
        this.door = door;
        this.timeout = timeout;
    }

    /** The transport is open: HELLO has to come in time. */
    public synchronized void start(Scheduler scheduler) {
        if (!over) {
            timer = scheduler.schedule(timeout, () -> refuse(ProtocolException.noHello(timeout)));
        }
    }

    /** Takes a piece of a WebSocket binary message, which is consumed within the call. */
    public void receive(ByteBuffer piece, boolean last) {
        try {
            Frame frame = reader.read(piece, last);
            if (!last) {
                return;
            }
            if (!(frame instanceof Frame.Hello hello)) {
                throw ProtocolException.malformed("hello-missing", "the first frame is not HELLO");
            }
            HelloRules.check(hello, false, false);
            if (end()) {
                door.admit(hello);
            }
        } catch (ProtocolException e) {
            refuse(e);
        }
    }

    /** Takes notice of a WebSocket text message, which has no place in the protocol. */
    public void receiveText() {
        refuse(ProtocolException.textMessage());
    }

    private void refuse(ProtocolException violation) {
        if (end()) {
            transport.close(violation.closeCode(), violation.getMessage());
        }
    }

    /** The transport has ended, or was admitted. Returns whether it was waiting. */
    public synchronized boolean end() {
        boolean waiting = !over;
        over = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        return waiting;
    }
}
