package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.TransferException;
import org.lighterage.client.LighterageClient;

/** What an application sees of its configuration and of the handshake: its own, whoever the peer is. */
@RunAsClient
public class HandshakeScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final String OWN = "/handshake HandshakeEndpoint [chat] [chat], /handshake HandshakeEndpoint, true";

    @Test
    void aLighteragePeersHandshakeLooksLikeAnyOther() throws Exception {
        try (LighterageClient client = newClient()) {
            assertOwnConfiguration(client);
        }
    }

    @Test
    void aPlainPeersHandshakeIsAsEver() throws Exception {
        assertOwnConfiguration(ClientManager.createClient());
    }

    private void assertOwnConfiguration(WebSocketContainer container) throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(container, endpoint("handshake"), "chat")) {
            assertThat(recorder.nextText()).isEqualTo(OWN);
            session.getBasicRemote().sendText("x".repeat(1000));
            assertThat(recorder.nextText()).hasSize(1000);
        }
    }

    @Test
    void theMethodsOwnMaximumHoldsForLighteragePeers() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("handshake"), "chat")) {
            recorder.nextText();
            assertThatThrownBy(() -> session.getBasicRemote().sendText("x".repeat(1001)))
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("1001")
                    .hasMessageContaining("1000");
            session.getBasicRemote().sendText("still here");
            assertThat(recorder.nextText()).isEqualTo("still here");
        }
    }

    @Test
    void theMethodsOwnMaximumHoldsForPlainPeers() throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(ClientManager.createClient(), endpoint("handshake"), "chat")) {
            recorder.nextText();
            sendEnding(() -> session.getBasicRemote().sendText("x".repeat(1001)));
            CloseReason reason = get(recorder.closed());
            assertThat(reason.getCloseCode().getCode()).isEqualTo(1009);
            assertThat(reason.getReasonPhrase()).contains("1001").contains("1000");
        }
    }
}
