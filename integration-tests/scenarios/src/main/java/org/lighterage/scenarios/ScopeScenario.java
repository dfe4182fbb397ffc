package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;

/** The WebSocket context of sessions, the request context of their callbacks, and what endpoints have injected. */
@RunAsClient
public class ScopeScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    @Test
    void contextsOfALighterageSession() throws Exception {
        try (LighterageClient client = newClient()) {
            goThrough(client, "scope-negotiated");
        }
    }

    @Test
    void contextsOfAPlainSession() throws Exception {
        goThrough(ClientManager.createClient(), "scope-plain");
    }

    private void goThrough(WebSocketContainer container, String name) throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(container, endpoint("scope/" + name))) {
            assertThat(recorder.nextText()).isEqualTo("open 1, request 1, same session");
            session.getBasicRemote().sendText("one");
            assertThat(recorder.nextText()).isEqualTo("one 2, request 1, same session");
            session.getBasicRemote().sendText("two");
            assertThat(recorder.nextText()).isEqualTo("two 3, request 1, same session");
            session.getBasicRemote().sendText("fail");
            assertThat(recorder.nextText()).isEqualTo("error 4, request 1, same session");
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(1));
            assertThat(recorder.nextText())
                    .as("the interceptor counts, too, and shouts")
                    .isEqualTo("LOUD 6");
            session.getBasicRemote().sendText("another thread");
            assertThat(recorder.nextText()).isEqualTo("not active");
        }
        assertThatItEnded(name, "close 7, request 1, same session", 7);
    }

    @Test
    void sessionsDoNotShareTheirBeans() throws Exception {
        Recorder first = new Recorder();
        Recorder second = new Recorder();
        try (LighterageClient client = newClient();
                Session one = first.connect(client, endpoint("scope/scope-first"));
                Session two = second.connect(ClientManager.createClient(), endpoint("scope/scope-second"))) {
            assertThat(first.nextText()).startsWith("open 1");
            assertThat(second.nextText()).startsWith("open 1");
            one.getBasicRemote().sendText("one");
            assertThat(first.nextText()).startsWith("one 2");
            two.getBasicRemote().sendText("two");
            assertThat(second.nextText()).startsWith("two 2");
            one.getBasicRemote().sendText("one");
            assertThat(first.nextText()).startsWith("one 3");
        }
        assertThatItEnded("scope-first", "close 4, request 1, same session", 4);
        assertThatItEnded("scope-second", "close 3, request 1, same session", 3);
    }

    @Test
    void aLighterageSessionWhoseConnectionIsLostEndsItsContext() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("scope/scope-lost-negotiated"))) {
            assertThat(peer.subprotocol()).isEqualTo("lighterage.v1");
            peer.send("0101000000");
            // The server's HELLO; @OnOpen is called whatever comes of it.
            peer.next();
        }
        assertThatItEndedOnce("scope-lost-negotiated");
    }

    @Test
    void aPlainSessionWhoseConnectionIsLostEndsItsContext() throws Exception {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket peer = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(endpoint("scope/scope-lost-plain"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket source, CharSequence text, boolean last) {
                        texts.add(text.toString());
                        return WebSocket.Listener.super.onText(source, text, last);
                    }
                })
                .get(TIMEOUT, TimeUnit.SECONDS);
        assertThat(texts.poll(TIMEOUT, TimeUnit.SECONDS)).isEqualTo("open 1, request 1, same session");
        // Payara does not always see that a connection is lost whose handshake it is about to end.
        peer.sendText("one", true).get(TIMEOUT, TimeUnit.SECONDS);
        assertThat(texts.poll(TIMEOUT, TimeUnit.SECONDS)).startsWith("one 2");
        // The socket is closed without a close frame.
        peer.abort();
        assertThatItEndedOnce("scope-lost-plain");
    }

    /** How often a container calls @OnError for a lost connection is its own affair. */
    private void assertThatItEndedOnce(String name) {
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> assertThat(journal(name))
                .containsOnlyOnce(name + " close")
                .containsOnlyOnce(name + " counted")
                .doesNotContain("another session"));
    }

    private void assertThatItEnded(String name, String lastCallback, int counted) {
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> assertThat(journal(name))
                .isEqualTo("[" + name + " " + lastCallback + ", " + name + " counted " + counted + "]"));
    }
}
