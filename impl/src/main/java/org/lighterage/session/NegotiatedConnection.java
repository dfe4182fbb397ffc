package org.lighterage.session;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.transfer.Engine;
import org.lighterage.transfer.Transport;

/** A connection whose peer speaks Lighterage: the engine's frames go out as WebSocket binary messages. */
final class NegotiatedConnection extends ContainerConnection implements Transport {

    private Engine engine;

    /** Holds the frame that is being sent, untouched until its callback; dropped when there is no more to send. */
    private ByteBuffer buffer;

    NegotiatedConnection(Session container, Resources resources) {
        super(container, resources);
    }

    /** Says whose frames are sent. Called once, before anything else. */
    void attach(Engine engine) {
        this.engine = engine;
    }

    @Override
    boolean sendNext() {
        ByteBuffer frame = engine.poll(this::bufferOf);
        if (frame == null) {
            // An idle session holds no buffer.
            buffer = null;
            return false;
        }
        try {
            container().getAsyncRemote().sendBinary(frame, this::onResult);
        } catch (RuntimeException e) {
            // The container's session is closed already.
            sent(e);
        }
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
            engine.frameSent();
        } else {
            engine.transportLost(new IOException("A frame could not be sent: " + failure, failure));
            closeNow();
        }
    }
}
