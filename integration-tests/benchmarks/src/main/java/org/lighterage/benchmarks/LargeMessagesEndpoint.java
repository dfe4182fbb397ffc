package org.lighterage.benchmarks;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** The same with {@link LargeMessages}. */
@ServerEndpoint("/large")
@LargeMessages(maxMessageSize = "1GiB")
public class LargeMessagesEndpoint {

    @OnMessage
    public String length(byte[] bytes) {
        return String.valueOf(bytes.length);
    }
}
