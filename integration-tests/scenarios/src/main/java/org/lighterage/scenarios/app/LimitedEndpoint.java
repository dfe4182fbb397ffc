package org.lighterage.scenarios.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Takes messages of at most 100 KiB. */
@ServerEndpoint("/limited")
@LargeMessages(maxMessageSize = "100KiB")
public class LimitedEndpoint {

    @OnMessage
    public String text(String text) {
        return text;
    }

    @OnMessage
    public byte[] binary(byte[] bytes) {
        return bytes;
    }
}
