package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lighterage.paths.RawClient.Answer;

/** Who does not own a session does not get it, and does not disturb it (PROTOCOL.md, section 7). */
class TokenIT {

    private static final String ORIGIN = "https://pages.example";
    private static final String PATH = "/quiet/";

    private static PathsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PathsServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void theOwnerGetsTheSessionBackAndItsFormerConnectionEnds() throws Exception {
        try (RawClient before = RawClient.connect(server.uri(PATH + "owner"));
                RawClient after = RawClient.connect(server.uri(PATH + "owner"))) {
            Answer first = before.hello();
            assertEchoes(before, "one");
            Answer second = after.hello(first.token(), 1);
            assertThat(second.resumed()).isTrue();
            assertThat(second.received()).isOne();
            assertThat(second.token()).isNotEqualTo(first.token());
            after.acknowledge(1);
            assertEchoes(after, "two");
            assertThat(before.closed().get(Receiver.TIMEOUT, TimeUnit.SECONDS)).isEqualTo(1001);
        }
        assertThat(server.journal("owner")).containsOnlyOnce("owner opens");
    }

    @Test
    void aGuessedTokenGetsANewSession() throws Exception {
        try (RawClient victim = RawClient.connect(server.uri(PATH + "guessed"))) {
            byte[] guess = victim.hello().token().clone();
            guess[0] ^= 1;
            assertRefused(PATH + "guessed", guess);
            assertEchoes(victim, "undisturbed");
        }
    }

    @Test
    void aTokenThatWasUsedServesNobodyElse() throws Exception {
        try (RawClient before = RawClient.connect(server.uri(PATH + "used"))) {
            byte[] stolen = before.hello().token();
            assertEchoes(before, "one");
            try (RawClient victim = RawClient.connect(server.uri(PATH + "used"))) {
                assertThat(victim.hello(stolen, 1).resumed()).isTrue();
                victim.acknowledge(1);
                // Its echo says that the server has the frame after HELLO, with which the old token ends.
                assertEchoes(victim, "two");
                assertRefused(PATH + "used", stolen);
                assertEchoes(victim, "undisturbed");
            }
        }
    }

    @Test
    void aTokenOfASessionThatIsNoLongerKeptGetsANewOne() throws Exception {
        byte[] expired;
        try (RawClient gone = RawClient.connect(server.uri("/brief/expired"))) {
            expired = gone.hello().token();
            assertEchoes(gone, "one");
        }
        await().atMost(Receiver.TIMEOUT, TimeUnit.SECONDS)
                .until(() -> server.journal("expired").stream().anyMatch(line -> line.startsWith("expired closes")));
        assertRefused("/brief/expired", expired);
    }

    @Test
    void aTokenIsOfNoUseAtAnotherPath() throws Exception {
        assertOfNoUseAt("path", PATH + "other");
    }

    @Test
    void aTokenIsOfNoUseAtAnotherEndpoint() throws Exception {
        assertOfNoUseAt("endpoint", "/cargo/endpoint");
    }

    @Test
    void aTokenIsOfNoUseWithAnotherQuery() throws Exception {
        assertOfNoUseAt("query", PATH + "query?user=1");
    }

    @Test
    void aTokenIsOfNoUseToAnotherOrigin() throws Exception {
        assertOfNoUseAt("origin", PATH + "origin", "Origin", "https://evil.example");
        assertOfNoUseAt("no-origin", PATH + "no-origin");
    }

    @Test
    void aTokenIsOfNoUseToAnotherUser() throws Exception {
        String path = "/quiet-guarded/principal";
        try (RawClient victim = RawClient.connect(server.uri(path), user("anna"))) {
            byte[] token = victim.hello().token();
            assertEchoes(victim, "one");
            assertRefused(path, token, user("bert"));
            assertEchoes(victim, "undisturbed");
            try (RawClient back = RawClient.connect(server.uri(path), user("anna"))) {
                assertThat(back.hello(token, 2).resumed()).isTrue();
            }
        }
    }

    /** A token that serves its owner, and nobody who presents it elsewhere or with other headers. */
    private static void assertOfNoUseAt(String name, String path, String... headers) throws Exception {
        String[] own = {"Origin", ORIGIN};
        try (RawClient victim = RawClient.connect(server.uri(PATH + name), own)) {
            byte[] token = victim.hello().token();
            assertEchoes(victim, "one");
            assertRefused(path, token, headers.length == 0 && !name.equals("no-origin") ? own : headers);
            assertEchoes(victim, "undisturbed");
            try (RawClient back = RawClient.connect(server.uri(PATH + name), own)) {
                assertThat(back.hello(token, 2).resumed()).isTrue();
            }
        }
    }

    private static void assertRefused(String path, byte[] token, String... headers) throws Exception {
        try (RawClient thief = RawClient.connect(server.uri(path), headers)) {
            Answer answer = thief.hello(token, 0);
            assertThat(answer.resumed()).isFalse();
            assertThat(answer.received()).isZero();
            assertThat(answer.token()).isNotEqualTo(token);
            // Of the lost session nothing is listed either.
            assertThat(thief.next()).containsExactly(RawClient.CHECKPOINT);
        }
    }

    private static void assertEchoes(RawClient client, String text) throws Exception {
        client.sendText(text);
        assertThat(client.nextText()).isEqualTo(text);
        assertThat(client.closed()).isNotDone();
    }

    private static String[] user(String name) {
        String credentials = name + ":" + PathsServer.PASSWORD;
        return new String[] {
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
        };
    }
}
