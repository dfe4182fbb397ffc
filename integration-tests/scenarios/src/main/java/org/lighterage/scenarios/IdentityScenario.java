package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.lighterage.scenarios.identity.IdentityEndpoint;

/** The identity of the handshake's request is the session's in every callback. */
@RunAsClient
public class IdentityScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.create("identity").addPackage(IdentityEndpoint.class.getPackage());
    }

    @WithEachPeer
    void everyCallbackKnowsWhoTheSessionBelongsTo(Peer peer) throws Exception {
        goThrough(peer, "identity-" + peer, "?user=ada", "ada");
    }

    @WithEachPeer
    void aSessionWithoutALoginBelongsToNobody(Peer peer) throws Exception {
        goThrough(peer, "nobody-" + peer, "", "nobody");
    }

    private void goThrough(Peer peer, String name, String query, String user) throws Exception {
        talk(peer, "identity/" + name + query, (session, recorder) -> {
            session.getBasicRemote().sendText("text");
            awaitNotes(name, user, "open", "message", "error");
        });
        awaitNotes(name, user, "close");
    }

    private void awaitNotes(String name, String user, String... callbacks) {
        await().atMost(Duration.ofSeconds(TIMEOUT)).untilAsserted(() -> {
            String journal = journal(name);
            for (String callback : callbacks) {
                assertThat(journal).contains(name + " " + callback + " of " + user);
            }
        });
    }
}
