package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LargeMessages;
import org.lighterage.client.LighterageClient;

/** Annotated clients, with CDI inside of the application and without it here. */
@RunAsClient
public class ClientEndpointScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create();
    }

    @Test
    void anInjectedClientsEndpointsHaveBeansInTheScopeOfTheirSession() throws Exception {
        String text = "ä".repeat(100_000);
        talk(Peer.NEGOTIATED, "relay", (session, recorder) -> {
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText()).isEqualTo("negotiated 1 same session " + text);
            session.getBasicRemote().sendText("again");
            assertThat(recorder.nextText()).isEqualTo("negotiated 1 same session again");
        });
        await().atMost(Duration.ofSeconds(TIMEOUT))
                .untilAsserted(() -> assertThat(journal("relay client").split("relay client counted 2", -1))
                        .hasSize(3));
    }

    @ClientEndpoint
    @LargeMessages(maxMessageSize = "1KiB")
    public static class Narrow {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @OnMessage
        public void message(String text) {
            messages.add(text);
        }
    }

    @Test
    void whatTheAnnotationOfAClientSaysWinsOverTheClient() throws Exception {
        Narrow narrow = new Narrow();
        try (LighterageClient client = newClient();
                Session session = client.connectToServer(narrow, endpoint("string"))) {
            session.getBasicRemote().sendText("x".repeat(2000));
            session.getBasicRemote().sendText("short");
            assertThat(narrow.messages.poll(TIMEOUT, TimeUnit.SECONDS)).isEqualTo("short");
        }
    }

    @ClientEndpoint
    @LargeMessages(window = "1KiB")
    public static class Impossible {}

    @Test
    void aSettingOfAClientThatCannotBeFailsTheConnection() {
        try (LighterageClient client = newClient()) {
            assertThatThrownBy(() -> client.connectToServer(Impossible.class, endpoint("string")))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageStartingWith("LIGHTERAGE-102: @LargeMessages of Impossible, window = \"1KiB\"");
        }
    }
}
