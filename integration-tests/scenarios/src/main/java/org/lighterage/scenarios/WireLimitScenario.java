package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.client.LighterageClient;

/** What passes on the wire, seen from the middle of it. */
@RunAsClient
public class WireLimitScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final int CHUNK_SIZE = 32_000;

    @Test
    void noFrameIsLongerThanTheChunkSizeInEitherDirection() throws Exception {
        byte[] bytes = Samples.bytes(20_000_000);
        String text = Samples.text(5_000_000);
        URI server = endpoint("bytes");
        Recorder recorder = new Recorder();
        try (FrameRelay relay = FrameRelay.to(server);
                LighterageClient client = newClient()) {
            try (Session session = recorder.connect(client, relay.via(server))) {
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
                assertThat(recorder.nextBytes().equals(ByteBuffer.wrap(bytes))).isTrue();
            }
            try (Session session = recorder.connect(client, relay.via(endpoint("string")))) {
                session.getBasicRemote().sendText(text);
                assertThat(recorder.nextText().equals(text)).isTrue();
            }
            assertThat(relay.longestUp()).isEqualTo(CHUNK_SIZE);
            assertThat(relay.longestDown()).isEqualTo(CHUNK_SIZE);
            assertThat(relay.messages()).isGreaterThan(2 * 25_000_000 / CHUNK_SIZE);
        }
    }
}
