package org.lighterage.benchmarks;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** What is done without us: the server's limits raised to the longest message. */
@ServerEndpoint("/ordinary")
public class OrdinaryEndpoint {

    static final int MAX = 300 << 20;

    @OnOpen
    public void open(Session session) {
        session.setMaxBinaryMessageBufferSize(MAX);
    }

    @OnMessage(maxMessageSize = MAX)
    public String length(byte[] bytes) {
        return String.valueOf(bytes.length);
    }
}
