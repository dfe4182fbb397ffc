package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.Transfer;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;
import org.lighterage.scenarios.load.Zeros;

/** Readers that do not keep up with their peers cost the server no memory, on either side. */
@RunAsClient
public class SlowReaderScenario extends Scenario {

    private static final long MB = 1_000_000;

    /** The messages of a test together are several times as long. */
    private static final long MOST_MEMORY = 64 * MB;

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private ServerMemory memory() {
        return ServerMemory.ask(endpoint("memory"));
    }

    private static void assertBounded(ServerMemory before, ServerMemory now) {
        assertThat(now.beyond(before)).as("%s, and before %s", now, before).isLessThan(MOST_MEMORY);
    }

    /** What comes while a callback blocks is stored up to the window, and waits with its sender beyond. */
    @Test
    void aCallbackThatBlocksCostsNoMemory() throws Exception {
        Recorder recorder = new Recorder();
        Recorder control = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("gate"));
                Session gate = control.connect(client, endpoint("gate"))) {
            gate.getBasicRemote().sendText("close");
            assertThat(control.nextText()).isEqualTo("close");
            ServerMemory before = memory();
            session.getBasicRemote().sendText("wait");
            Transfer first = session.send(new Zeros(200 * MB));
            Transfer second = session.send(new Zeros(200 * MB));
            await().atMost(Duration.ofSeconds(TIMEOUT)).until(() -> first.getAcknowledged() >= 190 * MB);
            assertBounded(before, memory());
            gate.getBasicRemote().sendText("open");
            assertThat(recorder.nextText()).isEqualTo("wait");
            String digest = Digest.of(new Zeros(200 * MB));
            assertThat(recorder.nextText()).isEqualTo(digest);
            assertThat(recorder.nextText()).isEqualTo(digest);
            get(second.delivered().toCompletableFuture());
        }
    }

    /** The client takes a first message and holds its reading up; the server holds the rest back. */
    @Test
    void aPeerThatDoesNotReadCostsNoMemory() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<String> digest = new CompletableFuture<>();
        Holding holding = new Holding(goOn, digest);
        try (LighterageClient client = newClient();
                Session session = client.connectToServer(
                        holding, ClientEndpointConfig.Builder.create().build(), endpoint("source"))) {
            ServerMemory before = memory();
            for (int i = 0; i < 4; i++) {
                session.getBasicRemote().sendText(String.valueOf(100 * MB));
            }
            get(holding.holds);
            assertBounded(before, memory());
            goOn.countDown();
            assertThat(get(digest)).isEqualTo(Digest.of(new Zeros(100 * MB)));
        }
    }

    /** Holds its first message up, and tells of the last of four. */
    private static final class Holding extends Endpoint {

        private final CompletableFuture<Void> holds = new CompletableFuture<>();
        private final CountDownLatch goOn;
        private final CompletableFuture<String> digest;
        private int count;

        Holding(CountDownLatch goOn, CompletableFuture<String> digest) {
            this.goOn = goOn;
            this.digest = digest;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(InputStream.class, (MessageHandler.Whole<InputStream>) this::take);
        }

        private void take(InputStream bytes) {
            try {
                holds.complete(null);
                goOn.await();
                String line = Digest.of(bytes);
                if (++count == 4) {
                    digest.complete(line);
                }
            } catch (Exception e) {
                digest.completeExceptionally(e);
            }
        }
    }
}
