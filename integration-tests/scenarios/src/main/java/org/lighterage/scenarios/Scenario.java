package org.lighterage.scenarios;

import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.client.LighterageClient;

/** A test against the scenarios' web application on a real server, over real sockets. */
@ExtendWith(ArquillianExtension.class)
public abstract class Scenario {

    /** Longest wait for anything, in seconds; only a failure takes so long. */
    protected static final int TIMEOUT = Integer.getInteger("lighterage.scenarios.timeout", 120);

    @ArquillianResource
    private URI base;

    /** Where an endpoint of the application is. */
    protected URI endpoint(String path) {
        return URI.create("ws" + base.toString().substring("http".length())).resolve(path);
    }

    /** A client over Tyrus that takes messages of any size of these tests. */
    protected static LighterageClient newClient() {
        return LighterageClient.builder()
                .container(ClientManager.createClient())
                .set("max-message-size", "512MiB")
                .build();
    }

    protected static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(TIMEOUT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("Nothing came within " + TIMEOUT + " s", e);
        }
    }

    /** Who talks to the endpoints. */
    protected enum Peer {
        NEGOTIATED(Scenario::newClient),
        PLAIN(() -> {
            ClientManager plain = ClientManager.createClient();
            plain.setDefaultMaxTextMessageBufferSize(1_000_000);
            return plain;
        });

        private final Supplier<WebSocketContainer> containers;

        Peer(Supplier<WebSocketContainer> containers) {
            this.containers = containers;
        }
    }

    /** What a test says and hears. */
    protected interface Conversation {
        void hold(Session session, Recorder recorder) throws Exception;
    }

    /** What a test does with a client. */
    protected interface Use<T> {
        T of(WebSocketContainer client) throws Exception;
    }

    protected void talk(Peer peer, String path, Conversation conversation) throws Exception {
        withClient(peer, client -> {
            Recorder recorder = new Recorder();
            try (Session session = recorder.connect(client, endpoint(path))) {
                conversation.hold(session, recorder);
            }
            return null;
        });
    }

    protected static <T> T withClient(Peer peer, Use<T> use) throws Exception {
        WebSocketContainer container = peer.containers.get();
        try {
            return use.of(container);
        } finally {
            if (container instanceof LighterageClient client) {
                client.close();
            }
        }
    }

    /** What a client sends. */
    protected interface Sending {
        void send() throws Exception;
    }

    /** Sends what may make the server close the connection before the client has done. */
    protected static void sendEnding(Sending sending) throws Exception {
        try {
            sending.send();
        } catch (IOException | IllegalStateException | RejectedExecutionException e) {
            // The client found its connection closed. Tyrus sets a timer after it has sent, which is refused then.
        }
    }

    /** The lines of the application's journal that hold a text. */
    protected String journal(String about) throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("journal"))) {
            session.getBasicRemote().sendText(about);
            return recorder.nextText();
        }
    }

    /** Waits until the application's journal has a line that holds a text. */
    protected void awaitEntry(String about) {
        await().atMost(Duration.ofSeconds(TIMEOUT)).until(() -> journal(about), entries -> !entries.equals("[]"));
    }
}
