package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;

/** How peers find out what the other speaks (PROTOCOL.md, section 2). */
@RunAsClient
public class NegotiationScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static LighterageClient.Builder impatient() {
        return LighterageClient.builder()
                .container(ClientManager.createClient())
                .set("handshake-timeout", "500ms");
    }

    @Test
    void anApplicationsSubprotocolIsCarriedAndOursNeverShows() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession)
                        recorder.connect(client, endpoint("subprotocol"), "sport", "news", "chat")) {
            assertThat(session.isNegotiated()).isTrue();
            assertThat(session.getNegotiatedSubprotocol()).isEqualTo("news");
            session.getBasicRemote().sendText("which?");
            assertThat(recorder.nextText()).isEqualTo("negotiated news");
        }
    }

    @Test
    void withoutACommonSubprotocolLighterageIsNegotiatedAlone() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session =
                        (LighterageSession) recorder.connect(client, endpoint("subprotocol"), "sport")) {
            assertThat(session.isNegotiated()).isTrue();
            assertThat(session.getNegotiatedSubprotocol()).isEmpty();
            session.getBasicRemote().sendText("which?");
            assertThat(recorder.nextText()).isEqualTo("negotiated ");
        }
    }

    @Test
    void aPlainClientsSubprotocolIsNegotiatedAsEver() throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(ClientManager.createClient(), endpoint("subprotocol"), "chat")) {
            assertThat(session.getNegotiatedSubprotocol()).isEqualTo("chat");
            session.getBasicRemote().sendText("which?");
            assertThat(recorder.nextText()).isEqualTo("negotiated chat");
        }
    }

    @Test
    void aServerThatSaysNoHelloIsSpokenToWithoutLighterage() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = impatient().build();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("pretending"))) {
            assertThat(session.isNegotiated()).isFalse();
            session.getBasicRemote().sendText("hello");
            assertThat(recorder.nextText()).isEqualTo("hello");
        }
    }

    @Test
    void aServerThatEchoesHelloIsSpokenToWithoutLighterage() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("echoing"))) {
            assertThat(session.isNegotiated()).isFalse();
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }
    }

    @Test
    void whereLighterageIsRequiredNothingElseWillDo() {
        try (LighterageClient client = impatient().required().build()) {
            assertThatThrownBy(() -> new Recorder().connect(client, endpoint("pretending")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("HELLO");
            assertThatThrownBy(() -> new Recorder().connect(client, endpoint("ordinary")))
                    .isInstanceOf(DeploymentException.class);
        }
    }

    /** Asks when it is open, and keeps the answer. */
    @ClientEndpoint(subprotocols = "chat")
    public static final class AnnotatedClient {

        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

        @OnOpen
        public void open(Session session) throws IOException {
            session.getBasicRemote().sendText("which?");
        }

        @OnMessage
        public void answered(String text) {
            answer.complete(text);
        }

        @OnClose
        public void closed(CloseReason reason) {
            closed.complete(reason);
        }
    }

    @Test
    void anAnnotatedClientIsConnectedAsAProgrammaticOne() throws Exception {
        AnnotatedClient endpoint = new AnnotatedClient();
        try (LighterageClient client = newClient()) {
            LighterageSession session = client.connectToServer((Object) endpoint, endpoint("subprotocol"));
            assertThat(session.isNegotiated()).isTrue();
            assertThat(get(endpoint.answer)).isEqualTo("negotiated chat");
            session.close();
            assertThat(get(endpoint.closed).getCloseCode()).isEqualTo(CloseReason.CloseCodes.NORMAL_CLOSURE);
        }
    }

    @Test
    void nobodyThereFailsAsEver() {
        try (LighterageClient client = newClient()) {
            assertThatThrownBy(() -> new Recorder().connect(client, endpoint("nobody")))
                    .isInstanceOf(DeploymentException.class);
        }
    }
}
