package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.client.LighterageClient;

/** A relay in Node with a {@code maxPayload} of its own, of which neither side is told (PROTOCOL.md, section 8). */
class NodeRelayIT {

    private static final Path DIRECTORY = Path.of("src/test/js");
    private static final int LENGTH = 3_000_000;
    private static final int UNLIMITED = 100 << 20;

    /** Bytes of the longest frame that clients and endpoints send unless told otherwise. */
    private static final int CHUNK_SIZE = 32_000;

    private static PathsServer server;

    @BeforeAll
    static void start() throws Exception {
        RequiredTools.command("node");
        RequiredTools.npmModules(DIRECTORY);
        server = PathsServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 20_000, 65_535})
    void aLimitOfWhatClientsSendIsFoundOutOnce(int limit) throws Exception {
        // Addresses of their own keep the servers' knowledge of one route from the others.
        try (ToolProcess relay = relay(limit, UNLIMITED, "127.0.1." + limit / 1000)) {
            assertFoundOutOnce(relay, "refused up", limit, "up" + limit);
            assertThat(relay.count("refused down")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 20_000, 65_535})
    void aLimitOfWhatServersSendIsFoundOutOnce(int limit) throws Exception {
        try (ToolProcess relay = relay(UNLIMITED, limit, "127.0.2." + limit / 1000)) {
            String name = "down" + limit;
            assertFoundOutOnce(relay, "refused down", limit, name);
            assertThat(relay.count("refused up")).isZero();
            // The server tells its application when frames got through, which is after they have arrived here.
            if (limit < CHUNK_SIZE) {
                await().until(() -> limits(name) > 0);
            }
            assertThat(limits(name)).isEqualTo(limit < CHUNK_SIZE ? 1 : 0);
        }
    }

    @Test
    void limitsOfBothDirectionsAreFoundOutTogether() throws Exception {
        try (ToolProcess relay = relay(9_000, 20_000, "127.0.3.1")) {
            exchange(relay, "both", 1);
            assertThat(relay.count("refused up")).isPositive();
            assertThat(relay.count("refused down")).isPositive();
        }
    }

    private static long limits(String name) {
        return server.journal(name).stream()
                .filter(line -> line.startsWith(name + " limit "))
                .count();
    }

    private static void assertFoundOutOnce(ToolProcess relay, String refusal, int limit, String name) throws Exception {
        try (LighterageClient client = Receiver.newClient()) {
            URI uri = URI.create("ws://127.0.0.1:" + relay.port() + "/cargo/" + name);
            Exchange.upAndDown(client, server, uri, LENGTH);
            long refusals = relay.count(refusal);
            if (limit < CHUNK_SIZE) {
                assertThat(refusals).isPositive();
            } else {
                assertThat(refusals).isZero();
            }
            long connections = relay.count("connected");
            assertThat(connections).isEqualTo(refusals + 1);
            Exchange.upAndDown(client, server, uri, LENGTH);
            assertThat(relay.count(refusal)).isEqualTo(refusals);
            assertThat(relay.count("connected")).isEqualTo(connections + 1);
        }
    }

    private static void exchange(ToolProcess relay, String name, int times) throws Exception {
        try (LighterageClient client = Receiver.newClient()) {
            URI uri = URI.create("ws://127.0.0.1:" + relay.port() + "/cargo/" + name);
            for (int i = 0; i < times; i++) {
                Exchange.upAndDown(client, server, uri, LENGTH);
            }
        }
    }

    private static ToolProcess relay(int maxUp, int maxDown, String address) throws Exception {
        return ToolProcess.start(
                "ws-relay",
                List.of(
                        "node",
                        DIRECTORY.resolve("ws-relay.js").toString(),
                        "--server=ws://127.0.0.1:" + server.port(),
                        "--max-up=" + maxUp,
                        "--max-down=" + maxDown,
                        "--from=" + address));
    }
}
