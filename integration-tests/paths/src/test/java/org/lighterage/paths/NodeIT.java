package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.FrameRelay;

/** Node at either end, with Java at the other, and servers that know nothing of Lighterage. */
class NodeIT {

    private static final Path DIRECTORY = Path.of("src/test/js");
    private static final Path LIBRARY = Path.of("../../impl/src/main/js");

    /** Where the server in Node has its tests, one of which is an echo for other languages. */
    private static final Path ECHO = Path.of("../../impl/src/test/js/support/echo-server.js");

    private static final long LENGTH = Long.getLong("paths.node.length");
    private static final int SHORTER = 20_000_000;

    /** A plain server sends it back in one frame, of which Tyrus takes up to 4,194,315 bytes. */
    private static final int PLAIN = 4_000_000;

    @BeforeAll
    static void need() {
        RequiredTools.command("node");
        RequiredTools.npmModules(DIRECTORY);
        RequiredTools.npmModules(LIBRARY);
    }

    @Test
    void aServerInNodeGivesBackWhatAClientInJavaSends() throws Exception {
        Receiver receiver = new Receiver();
        try (ToolProcess server = ToolProcess.start(
                        "node-echo", List.of("node", ECHO.toString(), "--port=0", "--max-payload=65535"));
                LighterageClient client = Receiver.newClient();
                LighterageSession session = receiver.connect(client, loopback(server.port(), "/"))) {
            assertThat(session.isNegotiated()).isTrue();
            Exchange.up(session, receiver, LENGTH);
        }
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void aServerInNodeKeepsItsSessionsForAClientInJavaToo() throws Exception {
        Receiver receiver = new Receiver();
        try (ToolProcess server = ToolProcess.start("node-echo", List.of("node", ECHO.toString(), "--port=0"));
                FrameRelay relay = FrameRelay.to(loopback(server.port(), "/")).cutEvery(SHORTER / 4, 6);
                LighterageClient client = Receiver.newClient();
                LighterageSession session = receiver.connect(client, relay.via(loopback(server.port(), "/")))) {
            Exchange.up(session, receiver, SHORTER);
            assertThat(relay.cutsLeft()).isZero();
        }
        assertThat(receiver.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 20_000, 65_535})
    void aClientInNodeFindsALimitAndOutlivesItsConnections(int limit) throws Exception {
        String name = "node" + limit;
        try (PathsServer server = PathsServer.start();
                FrameRelay relay =
                        FrameRelay.to(server.uri("/")).limit(limit, limit, 1009).cutEvery(SHORTER / 6, 5);
                ToolProcess client = client(relay.via(server.uri("/cargo/" + name)), SHORTER)) {
            client.awaitLine("closed");
            assertThat(client.line("negotiated ")).isEqualTo("true");
            assertThat(client.line("answer ")).isEqualTo(client.line("sent "));
            assertThat(client.hasPrinted("progress went back")).isFalse();
            assertThat(client.hasPrinted("error")).isFalse();
            assertThat(relay.cutsLeft()).isZero();
            assertThat(relay.refusals() > 0).isEqualTo(limit < 32_000);
            assertThat(server.journal(name)).containsOnlyOnce(name + " opens", name + " takes " + SHORTER);
        }
    }

    @Test
    void aClientInJavaSpeaksPlainlyToAServerThatKnowsNoLighterage() throws Exception {
        Receiver receiver = new Receiver();
        try (ToolProcess server = plainServer();
                LighterageClient client = Receiver.newClient();
                LighterageSession session = receiver.connect(client, loopback(server.port(), "/"))) {
            assertThat(session.isNegotiated()).isFalse();
            Exchange.up(session, receiver, PLAIN);
            session.getBasicRemote().sendText("text");
            assertThat(receiver.next()).isEqualTo("text");
        }
    }

    @Test
    void aClientInNodeSpeaksPlainlyToAServerThatKnowsNoLighterage() throws Exception {
        try (ToolProcess server = plainServer();
                ToolProcess client = client(loopback(server.port(), "/"), PLAIN)) {
            client.awaitLine("closed");
            assertThat(client.line("negotiated ")).isEqualTo("false");
            assertThat(client.line("answer ")).isEqualTo(client.line("sent "));
        }
    }

    private static ToolProcess plainServer() throws Exception {
        return ToolProcess.start(
                "plain-echo", List.of("node", DIRECTORY.resolve("plain-echo.js").toString()));
    }

    private static ToolProcess client(URI uri, long length) throws Exception {
        return ToolProcess.start(
                "node-client",
                List.of("node", DIRECTORY.resolve("client.js").toString(), "--url=" + uri, "--length=" + length));
    }

    private static URI loopback(int port, String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }
}
