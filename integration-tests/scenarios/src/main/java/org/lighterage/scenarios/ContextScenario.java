package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.scenarios.contexts.ContextEndpoint;

/** CDI can be looked up and the application's classes are seen in every callback, whichever thread runs it. */
@RunAsClient
public class ContextScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create("contexts").addPackage(ContextEndpoint.class.getPackage());
    }

    @WithEachPeer
    void everyCallbackHasItsContexts(Peer peer) throws Exception {
        String name = "closed-" + peer;
        talk(peer, "contexts/" + name, (session, recorder) -> {
            session.getBasicRemote().sendText("text");
            assertThat(recorder.nextText()).isEqualTo("text");
            session.getBasicRemote().sendText("fail");
            session.getBasicRemote().sendText("more");
            assertThat(recorder.nextText()).isEqualTo("more");
        });
        assertAll(name, "open", "message", "error", "close");
    }

    @Test
    void theEndOfALostPlainConnectionHasItsContexts() throws Exception {
        try (SocketPeer peer = SocketPeer.connect(endpoint("contexts/lost-plain"))) {
            peer.send(SocketPeer.TEXT, true, (byte) 'a');
            assertThat(peer.next().text()).isEqualTo("a");
        }
        assertAll("lost-plain", "open", "message", "close");
    }

    @Test
    void theEndOfALostLighterageConnectionHasItsContexts() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("contexts/lost-negotiated"))) {
            peer.send("0101000000");
            peer.send("1061");
            peer.next();
        }
        assertAll("lost-negotiated", "open", "close");
    }

    private void assertAll(String name, String... callbacks) {
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> {
            String journal = journal(name);
            for (String callback : callbacks) {
                assertThat(journal).contains(name + " " + callback + " has all");
            }
        });
    }
}
