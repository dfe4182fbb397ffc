package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.wire.OutcomeCode;

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
        assertSettled(fromClient, atServer, link.client, lost);
        assertSettled(fromServer, atClient, link.server, lost);
        if (!lost) {
            assertCloses();
        }
        for (Link.Side side : List.of(link.client, link.server)) {
            assertThat(side.transfers.underWay()).as("transfers").isZero();
            assertThat(side.budget.usedMemory()).as("memory").isZero();
            assertThat(side.budget.usedDisk()).as("disk").isZero();
        }
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

    private void assertSettled(List<Conversation.Sent> sent, List<String> received, Link.Side sender, boolean lost) {
        List<String> arrived = new ArrayList<>();
        for (Conversation.Sent each : sent) {
            assertThat(Frames.isDone(each.message())).as("settled").isTrue();
            Throwable failure = Frames.failure(each.message());
            if (failure == null) {
                arrived.add(each.fingerprint());
            } else if (!lost) {
                assertThat(failure)
                        .isInstanceOfSatisfying(MessageFailedException.class, failed -> assertThat(failed.code())
                                .isNotIn(OutcomeCode.TIMEOUT, OutcomeCode.CORRUPT));
            }
        }
        if (lost) {
            List<String> all = new ArrayList<>(
                    sent.stream().map(Conversation.Sent::fingerprint).toList());
            received.forEach(each -> assertThat(all.remove(each)).as("sent").isTrue());
            return;
        }
        List<String> actual = new ArrayList<>(received);
        if (sender.monitor.isInterleaved()) {
            Collections.sort(arrived);
            Collections.sort(actual);
        }
        assertThat(actual).isEqualTo(arrived);
        assertThat(sender.closeCode).isZero();
        assertThat(sender.monitor.allAcknowledged()).as("all acknowledged").isTrue();
    }

    private void assertCloses() {
        link.client.engine.close(1000, "bye");
        assertThat(link.client.closeCode).isEqualTo(1000);
        link.run();
        assertThat(link.server.closeCode).isZero();
    }
}
