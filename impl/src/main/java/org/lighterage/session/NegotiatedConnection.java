package org.lighterage.session;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.lighterage.transfer.Admission;
import org.lighterage.transfer.Attachment;
import org.lighterage.transfer.Transport;
import org.lighterage.wire.CloseCodes;

/**
 * A connection whose peer speaks Lighterage: frames go out and come in as WebSocket binary messages. Those that come
 * are for the session that it is attached to, and before that for its admission.
 */
final class NegotiatedConnection extends ContainerConnection implements Transport {

    /** How long after a failed send the container may take to report the end. */
    private static final Duration END_GRACE = Duration.ofSeconds(10);

    /** Null while nobody knows which session the connection is for. */
    private volatile Attachment attachment;

    /** Null where the connection was attached from the start. */
    private volatile Admission admission;

    /** Holds the frame that is being sent, untouched until its callback; dropped when no message is in the middle. */
    private ByteBuffer buffer;

    /** Whether a send has failed: nothing more is sent. Written and read by the trampoline's thread. */
    private volatile boolean failed;

    NegotiatedConnection(Session container, Resources resources) {
        super(container, resources);
    }

    /** Has frames of the container's session taken from now on. */
    void takeFrames() {
        MessageHandler.Partial<ByteBuffer> frames = this::receive;
        MessageHandler.Partial<String> texts = (piece, last) -> receiveText();
        container().addMessageHandler(ByteBuffer.class, frames);
        container().addMessageHandler(String.class, texts);
    }

    /** Says who takes frames until the connection is attached. */
    void await(Admission first) {
        admission = first;
    }

    /** Says whose frames are sent, and who takes those that come. */
    void attach(Attachment session) {
        attachment = session;
        // What it had to send it may have told while it was not known here.
        wake();
    }

    /** What {@link #attach} was given; null before. */
    Attachment attachment() {
        return attachment;
    }

    /** The container's session has ended, with that code or without a close frame. */
    void lost(int closeCode, IOException cause) {
        ended();
        attachment.lost(closeCode, cause);
    }

    private void receive(ByteBuffer piece, boolean last) {
        received();
        Attachment session = attachment;
        if (session != null) {
            session.receive(piece, last);
        } else {
            admission.receive(piece, last);
        }
    }

    private void receiveText() {
        Attachment session = attachment;
        if (session != null) {
            session.receiveText();
        } else {
            admission.receiveText();
        }
    }

    @Override
    boolean sendNext() {
        Attachment session = attachment;
        ByteBuffer frame = session == null || failed ? null : session.poll(this::bufferOf);
        if (frame == null) {
            // An idle session holds no buffer. One that waits for the peer to acknowledge will go on at once.
            if (session == null || !session.isInTheMiddle()) {
                buffer = null;
            }
            return false;
        }
        send(remote -> remote.sendBinary(frame), (remote, handler) -> remote.sendBinary(frame, handler));
        return true;
    }

    private ByteBuffer bufferOf(int capacity) {
        if (buffer == null || buffer.capacity() < capacity) {
            buffer = ByteBuffer.allocate(capacity);
        }
        return buffer;
    }

    @Override
    void onSent(Throwable failure) {
        if (failure == null) {
            attachment.frameSent();
            return;
        }
        // The container reports the end next, and with it the peer's close code, which may say that the frame was too
        // long. Should it not, the session does not wait for ever.
        IOException cause = new IOException("A frame could not be sent: " + failure, failure);
        resources().schedule(END_GRACE, () -> {
            attachment.lost(CloseCodes.ABNORMAL, cause);
            closeNow();
        });
        failed = true;
        if (!traits().mistakesOwnCloseForThePeers()) {
            closeNow();
        }
    }
}
