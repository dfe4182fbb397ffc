package org.lighterage.scenarios.observers;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.LargeMessages;

/** Echoes bytes, and on request sends as many as it is told, which takes its callback until they are delivered. */
@ServerEndpoint("/transfers/{name}")
@LargeMessages(maxMessageSize = "32MiB", progressInterval = "1ms")
public class TransfersEndpoint {

    @OnMessage
    public byte[] echo(byte[] bytes) {
        return bytes;
    }

    @OnMessage
    public void send(int bytes, Session session) throws IOException {
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(bytes));
    }
}
