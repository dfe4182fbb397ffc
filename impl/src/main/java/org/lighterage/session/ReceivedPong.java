package org.lighterage.session;

import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;

/**
 * A pong with bytes of its own: it waits for its turn, and the container's buffer is the container's again meanwhile.
 */
record ReceivedPong(ByteBuffer applicationData) implements PongMessage {

    static ReceivedPong copyOf(PongMessage pong) {
        ByteBuffer data = pong.getApplicationData();
        return new ReceivedPong(ByteBuffer.allocate(data.remaining()).put(data).flip());
    }

    @Override
    public ByteBuffer getApplicationData() {
        return applicationData;
    }
}
