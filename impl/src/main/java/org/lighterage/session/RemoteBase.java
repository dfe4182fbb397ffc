package org.lighterage.session;

import jakarta.websocket.RemoteEndpoint;
import java.nio.ByteBuffer;

/** What the blocking and the asynchronous remote endpoint have in common. */
abstract class RemoteBase implements RemoteEndpoint {

    /** RFC 6455, section 5.5: most bytes of a control frame. */
    private static final int MAX_CONTROL = 125;

    private final ApplicationSession session;
    private final Sends sends;
    private final ObjectSends objectSends;
    private boolean batchingAllowed;

    RemoteBase(ApplicationSession session, Sends sends, ObjectSends objectSends) {
        this.session = session;
        this.sends = sends;
        this.objectSends = objectSends;
    }

    ApplicationSession session() {
        return session;
    }

    Sends sends() {
        return sends;
    }

    ObjectSends objectSends() {
        return objectSends;
    }

    /** Remembered and without effect: frames are written as soon as the transport takes them. */
    @Override
    public void setBatchingAllowed(boolean allowed) {
        session.checkOpen();
        batchingAllowed = allowed;
    }

    @Override
    public boolean getBatchingAllowed() {
        session.checkOpen();
        return batchingAllowed;
    }

    @Override
    public void flushBatch() {
        session.checkOpen();
    }

    @Override
    public void sendPing(ByteBuffer applicationData) {
        sendControl(true, applicationData);
    }

    @Override
    public void sendPong(ByteBuffer applicationData) {
        sendControl(false, applicationData);
    }

    private void sendControl(boolean ping, ByteBuffer data) {
        notNull(data, "applicationData");
        session.checkOpen();
        if (data.remaining() > MAX_CONTROL) {
            throw new IllegalArgumentException(
                    "A ping or pong carries at most " + MAX_CONTROL + " bytes, not " + data.remaining());
        }
        ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
        sends().outbound().sendControl(new Outbound.ControlFrame(ping, copy));
    }

    static void notNull(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be null");
        }
    }
}
