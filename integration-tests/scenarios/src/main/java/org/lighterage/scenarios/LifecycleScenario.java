package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.time.Duration;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;

/** The callbacks of an endpoint, its parameters, its instance and its end. */
@RunAsClient
public class LifecycleScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    @Test
    void callbacksOfALighterageSession() throws Exception {
        try (LighterageClient client = newClient()) {
            goThrough(client, "negotiated");
        }
    }

    @Test
    void callbacksOfAPlainSession() throws Exception {
        goThrough(ClientManager.createClient(), "plain");
    }

    private void goThrough(WebSocketContainer container, String name) throws Exception {
        Recorder recorder = new Recorder();
        Session session = recorder.connect(container, endpoint("lifecycle/" + name));
        assertThat(recorder.nextText()).isEqualTo("welcome " + name);
        session.getBasicRemote().sendText("hello");
        assertThat(recorder.nextText()).isEqualTo(name + " said hello");
        session.getBasicRemote().sendText("fail now");
        assertThat(recorder.nextText()).isEqualTo("error fail now");
        session.getBasicRemote().sendText("still here");
        assertThat(recorder.nextText()).isEqualTo(name + " said still here");
        session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, "enough"));
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> assertThat(journal(name))
                .contains(name + " open")
                .contains(name + " error fail now")
                .contains(name + " close 1001 enough")
                .contains(name + " destroyed"));
    }
}
