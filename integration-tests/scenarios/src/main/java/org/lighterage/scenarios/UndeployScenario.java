package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.client.LighterageClient;

/** What an application that is stopped does to its sessions, and that nothing of it stays. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
public class UndeployScenario {

    private static final String STOPPED = "stopped";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = STOPPED, managed = false, testable = false)
    static WebArchive stopped() {
        return ScenarioWar.createWithObservers();
    }

    private static URI endpoint(String path) {
        return Server.application("scenarios").resolve(path);
    }

    @BeforeEach
    void forgetLastWords() throws Exception {
        Files.deleteIfExists(ScenarioWar.lastWords());
    }

    /** The sessions of an application that is stopped end with their beans, while these can still be called. */
    @Test
    void sessionsEndWithTheirBeans() throws Exception {
        deployer.deploy(STOPPED);
        Recorder plain = new Recorder();
        Recorder negotiated = new Recorder();
        try (LighterageClient client = Scenario.newClient()) {
            plain.connect(ClientManager.createClient(), endpoint("scope/stopped"));
            negotiated.connect(client, endpoint("scope/stopped"));
            assertThat(plain.nextText()).startsWith("open 1");
            assertThat(negotiated.nextText()).startsWith("open 1");
            deployer.undeploy(STOPPED);
        }
        assertThat(ScenarioWar.lastWords()).hasContent("stopped counted 2\nstopped counted 2\n");
    }

    /** Transfers that the stop of an application breaks fail while observers and the beans of their sessions are there. */
    @Test
    void transfersFail() throws Exception {
        deployer.deploy(STOPPED);
        try (LighterageClient client = Scenario.newClient()) {
            Recorder recorder = new Recorder();
            Session journal = recorder.connect(client, endpoint("journal"));
            begin(new Recorder().connect(client, endpoint("transfers/stopped-negotiated")));
            begin(new Recorder().connect(ClientManager.createClient(), endpoint("transfers/stopped-plain")));
            await().atMost(Duration.ofSeconds(Scenario.TIMEOUT)).untilAsserted(() -> {
                journal.getBasicRemote().sendText("Started");
                assertThat(recorder.nextText()).contains("stopped-negotiated async", "stopped-plain async");
            });
            deployer.undeploy(STOPPED);
        }
        assertThat(ScenarioWar.lastWords()).hasContent("ended after TransferFailed\n".repeat(2));
    }

    private static void begin(Session session) throws Exception {
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(100_000), false);
    }
}
