package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lighterage.paths.RawClient.Answer;

/** A server that has room neither in memory nor on disk for what its application is slow to take. */
class NoRoomIT {

    private static final String MEMORY = "lighterage.total-memory";
    private static final String DISK = "lighterage.total-disk";

    /** Characters of a message, which is one frame either way. */
    private static final int LENGTH = 16_000;

    /** What WINDOW lets come, in messages. */
    private static final int MOST_MESSAGES = (16 << 20) / (LENGTH + 1);

    /** How many messages a client sends ahead of the answers that it has taken, once it is careful. */
    private static final int AHEAD = 40;

    private static PathsServer server;

    @BeforeAll
    static void start() throws Exception {
        System.setProperty(MEMORY, "0");
        System.setProperty(DISK, "0");
        server = PathsServer.start();
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty(MEMORY);
        System.clearProperty(DISK);
        server.close();
    }

    @Test
    void closesTheConnectionOfAClientThatFillsItsWindowAndGetsAllOverTheNext() throws Exception {
        int sent = 0;
        int answered;
        byte[] token;
        try (RawClient hasty = RawClient.connect(server.uri("/quiet/crowded"))) {
            token = hasty.hello().token();
            // Answers are not acknowledged, so that the callback waits to send the next.
            while (!hasty.closed().isDone() && sent < MOST_MESSAGES && send(hasty, sent)) {
                sent++;
            }
            assertThat(hasty.closed().get(Receiver.TIMEOUT, TimeUnit.SECONDS)).isEqualTo(1011);
            answered = hasty.waitingTexts();
        }
        // And what was on its way when the server closed.
        assertThat(sent * LENGTH).isGreaterThan(4 << 20);

        try (RawClient careful = RawClient.connect(server.uri("/quiet/crowded"))) {
            Answer answer = careful.hello(token, answered);
            assertThat(answer.resumed()).isTrue();
            careful.acknowledge(answered);
            int next = answer.received();
            for (int number = answered; number < sent; number++) {
                while (next < Math.min(sent, number + AHEAD)) {
                    careful.sendText(message(next++));
                }
                assertThat(careful.nextText()).isEqualTo(message(number));
                careful.acknowledge(number + 1);
            }
            assertThat(careful.waitingTexts()).isZero();
        }
        assertThat(server.journal("crowded")).containsExactly("crowded opens", "crowded detached", "crowded attached");
    }

    /** Returns false where the connection has been closed meanwhile. */
    private static boolean send(RawClient client, int number) throws Exception {
        try {
            client.sendText(message(number));
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static String message(int number) {
        return String.format("%0" + LENGTH + "d", number);
    }
}
