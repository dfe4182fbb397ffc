package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

@ServerEndpoint("/bytes")
@LargeMessages(maxMessageSize = "256MiB")
public class BytesEndpoint {

    @OnMessage
    public byte[] echo(byte[] bytes) {
        return bytes;
    }
}
