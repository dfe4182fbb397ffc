package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.nio.ByteBuffer;
import java.util.List;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;

/** Every form of @OnMessage method, and every way to send, with Lighterage peers and with plain ones. */
@RunAsClient
public class MessageFormsScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final List<Integer> LENGTHS = List.of(0, 5, 8_192, 50_000, 1_000_000);

    @Test
    void formsTakeMessagesFromLighteragePeers() throws Exception {
        try (LighterageClient client = newClient()) {
            exchangeInAllForms(client);
        }
    }

    @Test
    void formsTakeMessagesFromPlainPeers() throws Exception {
        ClientManager plain = ClientManager.createClient();
        plain.setDefaultMaxBinaryMessageBufferSize(2_000_000);
        plain.setDefaultMaxTextMessageBufferSize(2_000_000);
        exchangeInAllForms(plain);
    }

    private void exchangeInAllForms(WebSocketContainer container) throws Exception {
        for (int length : LENGTHS) {
            echoText(container, "string", length);
            echoText(container, "parts", length);
            echoBinary(container, "bytes", length);
            echoBinary(container, "buffer", length);
            echoBinary(container, "parts", length);
            digest(container, length);
        }
    }

    private void echoText(WebSocketContainer container, String path, int length) throws Exception {
        String text = Samples.text(length);
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(container, endpoint(path))) {
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText().equals(text))
                    .as("%s of %d", path, length)
                    .isTrue();
            session.getAsyncRemote().sendText(text).get();
            assertThat(recorder.nextText().equals(text))
                    .as("%s of %d", path, length)
                    .isTrue();
            session.getBasicRemote().sendText(text, false);
            session.getBasicRemote().sendText(text, true);
            assertThat(recorder.nextText().equals(text + text))
                    .as("%s of %d", path, length)
                    .isTrue();
        }
    }

    private void echoBinary(WebSocketContainer container, String path, int length) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(Samples.bytes(length));
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(container, endpoint(path))) {
            session.getBasicRemote().sendBinary(bytes.duplicate());
            assertThat(recorder.nextBytes()).as("%s of %d", path, length).isEqualTo(bytes);
            session.getAsyncRemote().sendBinary(bytes.duplicate()).get();
            assertThat(recorder.nextBytes()).as("%s of %d", path, length).isEqualTo(bytes);
            session.getBasicRemote().sendBinary(bytes.duplicate(), false);
            session.getBasicRemote().sendBinary(bytes.duplicate(), true);
            assertThat(recorder.nextBytes().remaining())
                    .as("%s of %d", path, length)
                    .isEqualTo(2 * length);
        }
    }

    private void digest(WebSocketContainer container, int length) throws Exception {
        byte[] bytes = Samples.bytes(length);
        String text = Samples.text(length);
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(container, endpoint("stream"))) {
            session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
            assertThat(recorder.nextText()).isEqualTo(Digest.of(bytes));
            session.getBasicRemote().sendText(text);
            assertThat(recorder.nextText()).isEqualTo(Digest.of(text));
        }
    }

    @Test
    void endpointsWithoutTheAnnotationAreTheContainers() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("ordinary"))) {
            session.getBasicRemote().sendText("hello");
            assertThat(recorder.nextText()).isEqualTo("hello");
        }
    }
}
