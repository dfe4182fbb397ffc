package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.load.Gate;
import org.lighterage.scenarios.load.Zeros;
import org.lighterage.scenarios.observers.TransferJournal;
import org.lighterage.scenarios.remains.Leaving;
import org.lighterage.scenarios.remains.RemainsEndpoint;

/** What an application that is stopped does to its sessions, and that nothing of it stays. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public class UndeployScenario {

    private static final String STOPPED = "stopped";
    private static final String LEAVING = "leaving";
    private static final String REMAINS = "remains";

    /** Once for both tests that look at what remains: stopping takes some servers seconds. */
    private static boolean stoppedAmidTransfers;

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = STOPPED, managed = false, testable = false)
    static WebArchive stopped() {
        return ScenarioWar.create(STOPPED).addPackage(TransferJournal.class.getPackage());
    }

    @Deployment(name = LEAVING, managed = false, testable = false)
    static WebArchive leaving() {
        return ScenarioWar.create(LEAVING).addPackage(Gate.class.getPackage()).addClass(Leaving.class);
    }

    @Deployment(name = REMAINS, managed = false, testable = false)
    static WebArchive remains() {
        // Of the library, the file by which some containers know that an application is there.
        return ShrinkWrap.create(WebArchive.class, REMAINS + ".war")
                .addClass(RemainsEndpoint.class)
                .addAsWebResource(EmptyAsset.INSTANCE, "lighterage/lighterage.js");
    }

    private static URI endpoint(String path) {
        return Server.application(STOPPED).resolve(path);
    }

    private static URI leaving(String path) {
        return Server.application(LEAVING).resolve(path);
    }

    @BeforeEach
    void forgetLastWords() throws Exception {
        Files.deleteIfExists(ScenarioWar.lastWords(STOPPED));
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
        assertThat(ScenarioWar.lastWords(STOPPED)).hasContent("stopped counted 2\nstopped counted 2\n");
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
        assertThat(ScenarioWar.lastWords(STOPPED)).hasContent("ended after TransferFailed\n".repeat(2));
    }

    @Test
    @Order(1)
    void noFileAndNoThreadStaysOfAnApplicationThatIsStoppedAmidTransfers() throws Exception {
        assertRemains(() -> assertThat(whatRemains()).doesNotContain("file ", "thread "));
    }

    /** Follows the one before: what another application loads might let go of this one. */
    @Test
    @Order(2)
    void noClassLoaderStaysOfAnApplicationThatIsStoppedAmidTransfers() throws Exception {
        assertRemains(() -> assertThat(whatRemains()).doesNotContain("class loader"));
    }

    private void assertRemains(ThrowingRunnable assertion) throws Exception {
        deployer.deploy(REMAINS);
        try {
            if (!stoppedAmidTransfers) {
                stopAmidTransfers();
                stoppedAmidTransfers = true;
            }
            await().atMost(Duration.ofSeconds(Scenario.TIMEOUT)).untilAsserted(assertion);
        } finally {
            deployer.undeploy(REMAINS);
        }
    }

    /**
     * Messages are on disk, half received; a callback waits, and so does a sender. The peers are gone in the end: some containers keep a connection, and who served it, as long as its peer does. */
    private void stopAmidTransfers() throws Exception {
        deployer.deploy(LEAVING);
        try (LighterageClient client = Scenario.newClient();
                Session plain = new Recorder().connect(ClientManager.createClient(), leaving("bytes"));
                Session bytes = new Recorder().connect(client, leaving("bytes"));
                LighterageSession gate = (LighterageSession) new Recorder().connect(client, leaving("gate"));
                Session source = new Recorder().connect(client, leaving("source"))) {
            bytes.getBasicRemote().sendBinary(ByteBuffer.allocate(3_000_000), false);
            await().atMost(Duration.ofSeconds(Scenario.TIMEOUT))
                    .until(() -> whatRemains().contains("file "));
            plain.getBasicRemote().sendBinary(ByteBuffer.allocate(3_000_000), false);
            gate.getBasicRemote().sendText("wait");
            gate.send(new Zeros(10_000_000));
            source.getBasicRemote().sendText("100000000");
            deployer.undeploy(LEAVING);
        }
    }

    private static String whatRemains() throws Exception {
        Recorder recorder = new Recorder();
        URI remains = Server.application(REMAINS).resolve(REMAINS);
        try (Session session = recorder.connect(ClientManager.createClient(), remains)) {
            session.getBasicRemote().sendText("");
            return recorder.nextText();
        }
    }

    @Test
    void anApplicationThatIsDeployedAgainGoesOn() throws Exception {
        for (int i = 0; i < 3; i++) {
            deployer.deploy(STOPPED);
            Recorder recorder = new Recorder();
            byte[] sent = Samples.bytes(1_000_000);
            try (LighterageClient client = Scenario.newClient();
                    Session session = recorder.connect(client, endpoint("bytes"))) {
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(sent));
                assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(sent));
            }
            deployer.undeploy(STOPPED);
        }
    }

    private static void begin(Session session) throws Exception {
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(100_000), false);
    }
}
