package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Crowd;
import org.lighterage.scenarios.app.Pattern;

/** A thousand threads send on one session, in every way there is; each message arrives whole and once. */
@RunAsClient
public class ManyThreadsScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final int THREADS = 1000;

    @Test
    void aThousandThreadsOfTheServerSendOnOneSession() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("crowd"))) {
            session.getBasicRemote().sendText("send " + THREADS);
            BitSet seen = new BitSet();
            for (int i = 0; i < THREADS; i++) {
                Object message = recorder.next();
                int number = message instanceof String text
                        ? Pattern.numberOf(text)
                        : Pattern.numberOf((ByteBuffer) message);
                assertThat(seen.get(number))
                        .as("message %d came before", number)
                        .isFalse();
                seen.set(number);
            }
            assertThat(seen.cardinality()).isEqualTo(THREADS);
        }
    }

    @Test
    void aThousandThreadsOfTheClientSendOnOneSession() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("crowd"))) {
            Crowd.send(session, THREADS);
            await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> {
                session.getBasicRemote().sendText("how many");
                assertThat(recorder.nextText()).isEqualTo("received " + THREADS);
            });
        }
    }
}
