package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a live endpoint answers to peers that break the protocol (PROTOCOL.md, section 10). */
@RunAsClient
public class BadInputScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final String HELLO = "0101000000";

    /** One frame that its receiver must refuse. */
    record Invalid(String name, String hex, int closeCode) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Invalid> invalidFrames() throws Exception {
        return vectors("invalid");
    }

    static Stream<Invalid> invalidHellos() throws Exception {
        return vectors("invalidHellos");
    }

    private static Stream<Invalid> vectors(String section) throws Exception {
        try (InputStream json = BadInputScenario.class.getResourceAsStream("/protocol-vectors.json")) {
            List<JsonObject> vectors =
                    Json.createReader(json).readObject().getJsonArray(section).getValuesAs(JsonObject.class);
            return vectors.stream()
                    .filter(vector -> vector.getString("from", "client").equals("client"))
                    .map(v -> new Invalid(v.getString("name"), v.getString("hex"), v.getInt("closeCode")))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("invalidFrames")
    void anInvalidFrameClosesWithItsCodeAndAReason(Invalid invalid) throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("bytes"))) {
            assertThat(peer.subprotocol()).isEqualTo("lighterage.v1");
            if (!invalid.hex().startsWith("01")) {
                peer.send(HELLO);
                peer.next();
            }
            peer.send(invalid.hex());
            assertClosed(peer, invalid.closeCode());
        }
    }

    @ParameterizedTest
    @MethodSource("invalidHellos")
    void anInvalidHelloClosesWithItsCodeAndAReason(Invalid invalid) throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("bytes"))) {
            peer.send(invalid.hex());
            assertClosed(peer, invalid.closeCode());
        }
    }

    @Test
    void aTextMessageClosesWith1003() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("bytes"))) {
            peer.send(HELLO);
            peer.next();
            peer.sendText("hello");
            assertClosed(peer, 1003);
        }
    }

    @Test
    void aFirstFrameOtherThanHelloClosesWith1002() throws Exception {
        try (RawPeer peer = RawPeer.connect(endpoint("bytes"))) {
            peer.send("1101");
            assertClosed(peer, 1002);
        }
    }

    private static void assertClosed(RawPeer peer, int code) throws Exception {
        RawPeer.Closed closed = get(peer.closed());
        assertThat(closed.code()).as(closed.reason()).isEqualTo(code);
        assertThat(closed.reason()).isNotBlank();
        assertThat(closed.reason().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(123);
    }
}
