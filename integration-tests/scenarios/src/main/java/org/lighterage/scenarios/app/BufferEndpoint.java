package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

@ServerEndpoint("/buffer")
@LargeMessages(maxMessageSize = "256MiB")
public class BufferEndpoint {

    @OnMessage
    public ByteBuffer echo(Session session, ByteBuffer bytes) {
        return bytes;
    }
}
