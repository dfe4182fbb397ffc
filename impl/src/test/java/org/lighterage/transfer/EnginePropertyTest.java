package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random sessions beside a naive oracle: what settled well arrived once and equal, in order where order is strict, and
 * nothing else did. A failure names its seed; {@code -Dlighterage.seed=N} repeats that one.
 */
class EnginePropertyTest {

    private static final Duration ROUNDS_FOR = Duration.ofSeconds(15);

    @TempDir
    Path directory;

    private Random random;
    private Link link;

    @Test
    void everyMessageArrivesOnceAndEqualOrItsSenderIsTold() throws IOException {
        Seeds.run(getClass(), ROUNDS_FOR, this::round);
    }

    private void round(long seed) throws IOException {
        random = new Random(seed);
        link = new Link(random, options(1024), options(65_536), directory);
        Conversation conversation = new Conversation(link, directory);
        List<Conversation.Sent> fromClient = conversation.plan(link.client);
        List<Conversation.Sent> fromServer = conversation.plan(link.server);
        List<String> atServer = conversation.consume(link.server);
        List<String> atClient = conversation.consume(link.client);
        boolean lost = random.nextInt(6) == 0;
        if (lost) {
            link.time.schedule(Duration.ofMillis(random.nextInt(500)), link::lose);
        }
        link.time.schedule(Duration.ofMillis(random.nextInt(50)), link::start);
        link.run();
        if (lost) {
            assertSettled(fromClient, atServer);
            assertSettled(fromServer, atClient);
        } else {
            Conversation.assertArrived(fromClient, atServer, link.client);
            Conversation.assertArrived(fromServer, atClient, link.server);
            assertCloses();
        }
        link.assertNothingStays();
    }

    private EngineOptions options(int leastWindow) {
        TestOptions options = TestOptions.options()
                .chunkSize(1024 + random.nextInt(random.nextBoolean() ? 69_000 : 2_000))
                .maxFrame(leastWindow == 1024 ? 1024 + random.nextInt(60_000) : 16_384 + random.nextInt(50_000))
                .maxMessage(random.nextInt(4) == 0 ? 100_000 : 64 << 20)
                .window(leastWindow + random.nextInt(random.nextBoolean() ? 10_000 : 2_000_000))
                .maxConcurrent(1 + random.nextInt(8));
        return (random.nextBoolean() ? options.interleaved() : options).build();
    }

    // ---- the oracle

    /** Of a connection that was lost, and did not bring all of what was sent. */
    private static void assertSettled(List<Conversation.Sent> sent, List<String> received) {
        List<String> all = new ArrayList<>();
        for (Conversation.Sent each : sent) {
            assertThat(Frames.isDone(each.message())).as("settled").isTrue();
            all.add(each.fingerprint());
        }
        received.forEach(each -> assertThat(all.remove(each)).as("sent").isTrue());
    }

    private void assertCloses() {
        link.client.engine.close(1000, "bye");
        assertThat(link.client.closeCode).isEqualTo(1000);
        link.run();
        assertThat(link.server.closeCode).isZero();
    }
}
