package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.util.concurrent.CountDownLatch;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;
import org.lighterage.scenarios.load.HeldStream;
import org.lighterage.scenarios.load.Zeros;

/** Short messages overtake a long one that is under way, in both directions. */
@RunAsClient
public class InterleavedScenario extends Scenario {

    private static final int HALF = 2_000_000;

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static LighterageClient interleavedClient() {
        return LighterageClient.builder()
                .container(ClientManager.createClient())
                .set("ordering", "interleaved")
                .build();
    }

    @Test
    void aShortMessageOfTheServerOvertakes() throws Exception {
        Recorder recorder = new Recorder();
        Recorder control = new Recorder();
        try (LighterageClient client = interleavedClient();
                Session gate = control.connect(client, endpoint("gate"));
                Session session = recorder.connect(client, endpoint("interleaved"))) {
            gate.getBasicRemote().sendText("close");
            assertThat(control.nextText()).isEqualTo("close");
            session.getBasicRemote().sendText("send");
            assertThat(recorder.nextText()).isEqualTo("send");
            session.getBasicRemote().sendText("short");
            assertThat(recorder.nextText()).isEqualTo("short");
            gate.getBasicRemote().sendText("open");
            assertThat(recorder.nextBytes().remaining()).isEqualTo(2 * HALF);
        }
    }

    @Test
    void aShortMessageOfTheClientOvertakes() throws Exception {
        Recorder recorder = new Recorder();
        CountDownLatch answered = new CountDownLatch(1);
        try (LighterageClient client = interleavedClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("interleaved"))) {
            session.send(HeldStream.of(HALF, answered::await));
            session.getBasicRemote().sendText("short");
            assertThat(recorder.nextText()).isEqualTo("short");
            answered.countDown();
            assertThat(recorder.nextText()).isEqualTo(Digest.of(new Zeros(2L * HALF)));
        }
    }
}
