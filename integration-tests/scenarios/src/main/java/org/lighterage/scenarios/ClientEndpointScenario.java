package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;

/** Annotated clients, with CDI inside of the application and without it here. */
@RunAsClient
public class ClientEndpointScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
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

    /** What is told by whatever belongs to a client's endpoint. */
    private static final BlockingQueue<String> NOTES = new LinkedBlockingQueue<>();

    public static class NotingConfigurator extends ClientEndpointConfig.Configurator {

        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            NOTES.add("before the request");
        }

        @Override
        public void afterResponse(HandshakeResponse response) {
            NOTES.add("after the response " + response.getHeaders().get(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL));
        }
    }

    /** Takes texts that begin with a letter. */
    public static class StateCoder implements Encoder.Text<Thread.State>, Decoder.Text<Thread.State> {

        @Override
        public void init(EndpointConfig config) {
            NOTES.add("init of " + ((ClientEndpointConfig) config).getPreferredSubprotocols());
        }

        @Override
        public String encode(Thread.State state) {
            return state.name();
        }

        @Override
        public boolean willDecode(String text) {
            return Character.isLetter(text.charAt(0));
        }

        @Override
        public Thread.State decode(String text) {
            return Thread.State.valueOf(text);
        }

        @Override
        public void destroy() {
            NOTES.add("destroy");
        }
    }

    @ClientEndpoint(
            subprotocols = {"other", "chat"},
            configurator = NotingConfigurator.class,
            encoders = StateCoder.class,
            decoders = StateCoder.class)
    public static class Whole {

        @OnOpen
        public void open(EndpointConfig config, Session session) throws Exception {
            NOTES.add("open " + session.getNegotiatedSubprotocol());
            session.getBasicRemote().sendObject(Thread.State.NEW);
        }

        @OnMessage
        public Thread.State state(Session session, Thread.State state) throws Exception {
            NOTES.add("message " + state);
            if (state == Thread.State.NEW) {
                return Thread.State.TERMINATED;
            }
            session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(4000), "enough"));
            return null;
        }

        @OnError
        public void error(Throwable cause) {
            NOTES.add("error " + cause.getClass().getSimpleName());
        }

        @OnClose
        public void close(CloseReason reason) {
            NOTES.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    /** The server greets with a text that no decoder takes, and echoes. */
    @Test
    void clientsHaveWhatEndpointsOfServersHave() throws Exception {
        NOTES.clear();
        List<String> notes = new ArrayList<>();
        try (LighterageClient client = newClient();
                LighterageSession session = client.connectToServer(Whole.class, endpoint("handshake"))) {
            assertThat(session.isNegotiated()).isTrue();
            while (!notes.contains("destroy")) {
                String note = NOTES.poll(TIMEOUT, TimeUnit.SECONDS);
                assertThat(note).as("after %s", notes).isNotNull();
                notes.add(note);
            }
        }
        assertThat(notes)
                .containsExactly(
                        "before the request",
                        "after the response [chat]",
                        "open chat",
                        "init of [other, chat]",
                        "error DecodeException",
                        "message NEW",
                        "message TERMINATED",
                        "close 4000 enough",
                        "destroy");
        assertThat(NOTES).isEmpty();
    }
}
