package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.paths.app.Cargo;
import org.lighterage.scenarios.app.Digest;

/** What applications do over a path, and notice nothing of it. */
final class Exchange {

    private Exchange() {}

    /** Sends so many bytes, which are to arrive once and whole. */
    static void up(LighterageSession session, Receiver receiver, long length) throws Exception {
        session.send(new Cargo(length)).delivered().toCompletableFuture().get(Receiver.TIMEOUT, TimeUnit.SECONDS);
        assertThat(receiver.next()).isEqualTo(digest(length));
    }

    /** Asks for so many bytes, which are to arrive once and whole. */
    static void down(LighterageSession session, Receiver receiver, long length) throws Exception {
        session.getBasicRemote().sendText(Long.toString(length));
        assertThat(receiver.next()).isEqualTo(digest(length));
    }

    /** Both, in a session of its own, of which the application sees no more than of any other. */
    static void upAndDown(LighterageClient client, PathsServer server, URI uri, long length) throws Exception {
        Receiver receiver = new Receiver();
        String name = name(uri);
        int before = server.journal(name).size();
        try (LighterageSession session = receiver.connect(client, uri)) {
            up(session, receiver, length);
            down(session, receiver, length);
        }
        assertThat(receiver.closed().getCloseCode().getCode()).isEqualTo(1000);
        assertThat(receiver.isEmpty()).isTrue();
        assertOneSession(server, name, before, length);
    }

    private static void assertOneSession(PathsServer server, String name, int before, long length) {
        await().atMost(Duration.ofSeconds(Receiver.TIMEOUT))
                .untilAsserted(() -> assertThat(ofApplication(server, name, before))
                        .as("of %s", server.journal(name))
                        .containsExactly(name + " opens", name + " takes " + length, name + " closes 1000"));
    }

    /** What its callbacks have noted, and not what observers of connections have. */
    private static List<String> ofApplication(PathsServer server, String name, int before) {
        return server.journal(name).stream()
                .skip(before)
                .filter(line -> line.matches(".* (opens|takes|closes).*"))
                .toList();
    }

    static String digest(long length) throws IOException {
        return Digest.of(new Cargo(length));
    }

    /** The last part of the path. */
    static String name(URI uri) {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }
}
