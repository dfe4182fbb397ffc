package org.lighterage.paths;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;

/** A client endpoint that keeps texts, and of binary messages, which may be long, their digests. */
final class Receiver extends Endpoint {

    /** Longest wait for anything, in seconds; only a failure takes so long. */
    static final int TIMEOUT = Integer.getInteger("paths.timeout", 120);

    private static final int HANDSHAKE_MILLIS = 5000;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

    /** A client over Tyrus, with the defaults but for the longest message. */
    static LighterageClient newClient() {
        return newClientBuilder().build();
    }

    static LighterageClient.Builder newClientBuilder() {
        ClientManager tyrus = ClientManager.createClient();
        // It does not see that a connection is reset in the middle of a handshake, and would wait for 30 s.
        tyrus.getProperties().put(ClientProperties.HANDSHAKE_TIMEOUT, HANDSHAKE_MILLIS);
        return LighterageClient.builder().container(tyrus).set("max-message-size", "2GiB");
    }

    LighterageSession connect(LighterageClient client, URI uri) throws Exception {
        return client.connectToServer(
                this, ClientEndpointConfig.Builder.create().build(), uri);
    }

    LighterageSession connect(LighterageClient client, URI uri, SSLContext trust) throws Exception {
        return client.connectToServer(
                this, ClientEndpointConfig.Builder.create().sslContext(trust).build(), uri);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, (MessageHandler.Whole<String>) messages::add);
        session.addMessageHandler(InputStream.class, (MessageHandler.Whole<InputStream>) this::digest);
    }

    private void digest(InputStream bytes) {
        try {
            messages.add(Digest.of(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        closed.complete(reason);
    }

    @Override
    public void onError(Session session, Throwable cause) {
        errors.add(cause);
    }

    /** The next message. */
    String next() throws InterruptedException {
        String message = messages.poll(TIMEOUT, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError(
                    "No message within " + TIMEOUT + " s; closed: " + closed.getNow(null) + ", errors: " + errors);
        }
        return message;
    }

    /** Whether nothing came that no test asked for. */
    boolean isEmpty() {
        return messages.isEmpty() && errors.isEmpty();
    }

    CloseReason closed() throws Exception {
        return closed.get(TIMEOUT, TimeUnit.SECONDS);
    }
}
