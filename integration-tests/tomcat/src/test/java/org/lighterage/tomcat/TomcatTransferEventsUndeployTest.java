package org.lighterage.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.Recorder;
import org.lighterage.scenarios.ScenarioWar;

/** Transfers that the stop of an application breaks fail while observers and the beans of their sessions are there. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class TomcatTransferEventsUndeployTest {

    /** A system property, since nothing else of the application is left to be asked. */
    private static final String ENDS = "lighterage.scenarios.ended";

    private static final String BASE = "ws://localhost:" + System.getProperty("tomcat.port") + "/scenarios/";

    @Deployment(name = "stopped", managed = false, testable = false)
    static WebArchive war() {
        return ScenarioWar.createWithObservers();
    }

    @ArquillianResource
    private Deployer deployer;

    @Test
    void transfersFailWhenTheApplicationIsStopped() throws Exception {
        System.clearProperty(ENDS);
        deployer.deploy("stopped");
        try (LighterageClient client = LighterageClient.builder()
                .container(ClientManager.createClient())
                .build()) {
            Recorder recorder = new Recorder();
            Session journal = recorder.connect(client, URI.create(BASE + "journal"));
            begin(new Recorder().connect(client, URI.create(BASE + "transfers/stopped-negotiated")));
            begin(new Recorder().connect(ClientManager.createClient(), URI.create(BASE + "transfers/stopped-plain")));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                journal.getBasicRemote().sendText("Started");
                assertThat(recorder.nextText()).contains("stopped-negotiated async", "stopped-plain async");
            });
            deployer.undeploy("stopped");
        }
        assertThat(System.getProperty(ENDS)).isEqualTo("ended after TransferFailed\n".repeat(2));
    }

    private static void begin(Session session) throws Exception {
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(100_000), false);
    }
}
