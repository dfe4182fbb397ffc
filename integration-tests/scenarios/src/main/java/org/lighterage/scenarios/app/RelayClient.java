package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lighterage.LargeMessages;

/** A client that has beans as a server's endpoint has. */
@ClientEndpoint
@LargeMessages
public class RelayClient {

    private static final BlockingQueue<String> ANSWERS = new LinkedBlockingQueue<>();

    @Inject
    private Counter counter;

    @Inject
    private Session injectedSession;

    static String nextAnswer() throws InterruptedException {
        return ANSWERS.poll(60, TimeUnit.SECONDS);
    }

    @OnOpen
    public void open() {
        counter.setName("relay client");
    }

    @OnMessage
    public void message(String text, Session session) {
        boolean same = session.getId().equals(injectedSession.getId());
        ANSWERS.add(counter.next() + (same ? " same session " : " another session ") + text);
    }

    @OnClose
    public void close() {
        counter.next();
    }
}
