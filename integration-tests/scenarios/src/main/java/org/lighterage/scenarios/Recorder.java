package org.lighterage.scenarios;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client endpoint that keeps what comes. */
public final class Recorder extends Endpoint {

    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    /** Connects a recorder with subprotocols of its own. */
    public Session connect(WebSocketContainer container, URI uri, String... subprotocols)
            throws DeploymentException, IOException {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(subprotocols))
                .build();
        return container.connectToServer(this, config, uri);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) messages::add);
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Whole<ByteBuffer>) messages::add);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        closed.complete(reason);
    }

    /** The next message: a String or a ByteBuffer. */
    public Object next() throws InterruptedException {
        Object message = messages.poll(Scenario.TIMEOUT, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("No message within " + Scenario.TIMEOUT + " s; closed: " + closed.getNow(null));
        }
        return message;
    }

    public String nextText() throws InterruptedException {
        return (String) next();
    }

    public ByteBuffer nextBytes() throws InterruptedException {
        return (ByteBuffer) next();
    }

    /** The next message, whichever of both it is, as text. */
    public String nextAsText() throws InterruptedException {
        Object message = next();
        return message instanceof ByteBuffer bytes
                ? StandardCharsets.UTF_8.decode(bytes).toString()
                : (String) message;
    }

    /** Whether nothing is left that no test asked for. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    public CompletableFuture<CloseReason> closed() {
        return closed;
    }
}
