package org.lighterage.scenarios.app;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.lighterage.LargeMessages;

/** Writes down every callback, with whatever it may have as parameters. */
@ServerEndpoint("/lifecycle/{name}")
@LargeMessages
public class LifecycleEndpoint {

    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final int instance = INSTANCES.incrementAndGet();
    private String name;

    @Inject
    private Journal journal;

    @PostConstruct
    void made() {
        journal.add("instance " + instance + " made");
    }

    @OnOpen
    public void open(Session session, EndpointConfig config, @PathParam("name") String name) throws IOException {
        this.name = name;
        journal.add(name + " open, " + config.getClass().getInterfaces().length + " session " + session.getId());
        session.getBasicRemote().sendText("welcome " + name);
    }

    @OnMessage
    public String message(@PathParam("name") String name, String text) {
        if (text.startsWith("fail")) {
            throw new IllegalStateException(text);
        }
        return name + " said " + text;
    }

    @OnError
    public void error(Throwable cause, Session session, @PathParam("name") String name) throws IOException {
        journal.add(name + " error " + cause.getMessage());
        session.getBasicRemote().sendText("error " + cause.getMessage());
    }

    @OnClose
    public void close(CloseReason reason, @PathParam("name") String name) {
        journal.add(name + " close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
    }

    @PreDestroy
    void destroyed() {
        journal.add(name + " destroyed");
    }
}
