package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

@ServerEndpoint("/buffer")
@LargeMessages(maxMessageSize = "256MiB")
public class BufferEndpoint {

    /** As code does that was written when this was what messages are bounded by. */
    @OnOpen
    public void open(Session session) {
        session.setMaxBinaryMessageBufferSize(10_000);
    }

    @OnMessage
    public ByteBuffer echo(Session session, ByteBuffer bytes) {
        return bytes;
    }
}
