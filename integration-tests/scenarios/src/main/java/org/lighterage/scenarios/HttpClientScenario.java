package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;
import org.lighterage.scenarios.app.Pattern;

/** A client over the JDK's own WebSockets, without a container. */
@RunAsClient
public class HttpClientScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static LighterageClient.Builder builder() {
        return LighterageClient.builder().httpClient(HttpClient.newHttpClient()).set("max-message-size", "512MiB");
    }

    /** What a test says and hears, over a client of its own. */
    private void talk(String path, Conversation conversation) throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = builder().build();
                Session session = recorder.connect(client, endpoint(path))) {
            conversation.hold(session, recorder);
        }
    }

    @Test
    void bytesComeBackUnchanged() throws Exception {
        byte[] bytes = Samples.bytes(5_000_000);
        talk("bytes", (session, recorder) -> {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
            session.getBasicRemote().sendBinary(ByteBuffer.allocate(0));
            assertThat(recorder.nextBytes().remaining()).isZero();
            assertThat(((LighterageSession) session).isNegotiated()).isTrue();
        });
    }

    @Test
    void textComesBackUnchanged() throws Exception {
        String text = "aß€😀".repeat(500_000);
        talk("string", (session, recorder) -> {
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText()).isEqualTo(text);
        });
    }

    @Test
    void anEndpointThatIsTheContainersIsAnOrdinaryPeer() throws Exception {
        // Longer than a piece in which the JDK gives it, and cut within characters.
        String text = "ß€".repeat(1_200);
        talk("ordinary", (session, recorder) -> {
            assertThat(((LighterageSession) session).isNegotiated()).isFalse();
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText()).isEqualTo(text);
            session.getBasicRemote().sendText("ß", false);
            session.getBasicRemote().sendText("€", true);
            assertThat(recorder.nextText()).isEqualTo("ß€");
        });
    }

    @Test
    void pingsAreAnswered() throws Exception {
        CompletableFuture<ByteBuffer> answered = new CompletableFuture<>();
        talk("string", (session, recorder) -> {
            session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>)
                    pong -> answered.complete(pong.getApplicationData()));
            session.getBasicRemote().sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            assertThat(get(answered)).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        });
    }

    @Test
    void closeCodesGoBothWays() throws Exception {
        String name = "http-client-closes";
        Recorder recorder = new Recorder();
        try (LighterageClient client = builder().build()) {
            Session session = recorder.connect(client, endpoint("lifecycle/" + name));
            assertThat(recorder.nextText()).isEqualTo("welcome " + name);
            session.close(new CloseReason(CloseCodes.getCloseCode(4321), "enough"));
            assertThat(get(recorder.closed()).getCloseCode().getCode()).isEqualTo(4321);
        }
        awaitEntry(name + " close 4321 enough");
    }

    /** The JDK's clients do not say 1003. */
    @Test
    void aCodeThatClientsOfTheJdkDoNotSendGoesOutAsOneOfTheirOwn() throws Exception {
        String name = "http-client-refuses";
        Recorder recorder = new Recorder();
        try (LighterageClient client = builder().build()) {
            Session session = recorder.connect(client, endpoint("lifecycle/" + name));
            session.close(new CloseReason(CloseCodes.CANNOT_ACCEPT, "no"));
            get(recorder.closed());
        }
        awaitEntry(name + " close 4003 no");
    }

    @Test
    void anIdleSessionIsClosed() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = builder().set("keepalive", "0").build()) {
            Session session = recorder.connect(client, endpoint("string"));
            session.setMaxIdleTimeout(300);
            session.getBasicRemote().sendText("still here");
            assertThat(recorder.nextText()).isEqualTo("still here");
            assertThat(get(recorder.closed()).getCloseCode().getCode()).isEqualTo(1001);
        }
    }

    @Test
    void theConfiguratorSeesTheHandshake() throws Exception {
        CompletableFuture<Map<String, List<String>>> seen = new CompletableFuture<>();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of("chat"))
                .configurator(new ClientEndpointConfig.Configurator() {
                    @Override
                    public void beforeRequest(Map<String, List<String>> headers) {
                        headers.put("Authorization", List.of("Bearer of-a-token"));
                    }

                    @Override
                    public void afterResponse(HandshakeResponse response) {
                        seen.complete(response.getHeaders());
                    }
                })
                .build();
        Recorder recorder = new Recorder();
        try (LighterageClient client = builder().build();
                Session session = client.connectToServer(recorder, config, endpoint("handshake"))) {
            assertThat(recorder.nextText()).contains("HandshakeEndpoint [chat] [chat]");
            assertThat(session.getNegotiatedSubprotocol()).isEqualTo("chat");
            assertThat(get(seen)).containsEntry("sec-websocket-protocol", List.of("chat"));
        }
    }

    @Test
    void aRefusalNamesTheStatus() {
        try (LighterageClient client = builder().build()) {
            URI missing = endpoint("there-is-no-such-endpoint");
            assertThatThrownBy(() -> new Recorder().connect(client, missing))
                    .isInstanceOf(DeploymentException.class)
                    .hasMessageContaining(missing.toString())
                    .hasMessageContaining("404");
        }
    }

    @Test
    void aSessionOutlivesItsConnections() throws Exception {
        byte[] bytes = Samples.bytes(3_000_000);
        Recorder recorder = new Recorder();
        URI server = endpoint("resuming/http-client");
        try (FrameRelay relay = FrameRelay.to(server).cutEvery(1_500_000, 2);
                LighterageClient client = builder().build();
                Session session = recorder.connect(client, relay.via(server))) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            session.getBasicRemote().sendText("3000000");
            assertThat(Pattern.numberOf(recorder.nextBytes())).isEqualTo(7);
            assertThat(relay.connections()).isEqualTo(3);
        }
    }
}
