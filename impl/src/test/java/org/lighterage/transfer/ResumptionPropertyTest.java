package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions whose connection is cut again and again (PROTOCOL.md, section 7), beside a naive oracle: every message arrives
 * exactly once and equal, in order where order is strict, unless its sender was told. A failure names its seed; {@code
 * -Dlighterage.seed=N} repeats that one, {@code -Dlighterage.rounds=N} runs so many.
 */
class ResumptionPropertyTest {

    private static final Duration ROUNDS_FOR = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Random random;
    private Link link;

    @Test
    void everyMessageArrivesOnceHoweverOftenTheConnectionIsCut() throws IOException {
        Seeds.run(getClass(), ROUNDS_FOR, this::round);
    }

    private void round(long seed) throws IOException {
        random = new Random(seed);
        // Of its own, as spill directories look at all that lie beside them.
        Path ofRound = Files.createTempDirectory(directory, "round");
        // Mostly short and without files, so that there are many.
        link = new Link(random, options(1024), options(65_536), ofRound, random.nextInt(10) > 0);
        Conversation conversation = new Conversation(link, ofRound).shorter(random.nextInt(200) == 0 ? 1 : 40);
        List<Conversation.Sent> fromClient = conversation.plan(link.client);
        List<Conversation.Sent> fromServer = conversation.plan(link.server);
        List<String> atServer = conversation.consume(link.server);
        List<String> atClient = conversation.consume(link.client);
        int cuts = random.nextInt(8);
        for (int i = 0; i < cuts; i++) {
            link.time.schedule(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 1500 : 150)), link::cut);
        }
        link.time.schedule(Duration.ofMillis(random.nextInt(50)), link::start);
        link.run();
        Conversation.assertArrived(fromClient, atServer, link.client);
        Conversation.assertArrived(fromServer, atClient, link.server);
        link.assertNothingStays();
        assertThat(link.server.tokens).hasSizeBetween(1, 2);
    }

    private EngineOptions options(int leastWindow) {
        TestOptions options = TestOptions.options()
                .resume(3600)
                .chunkSize(1024 + random.nextInt(random.nextInt(8) == 0 ? 69_000 : 500))
                .maxFrame(leastWindow == 1024 ? 1024 + random.nextInt(60_000) : 16_384 + random.nextInt(50_000))
                .maxMessage(random.nextInt(4) == 0 ? 100_000 : 64 << 20)
                .window(leastWindow + random.nextInt(random.nextBoolean() ? 10_000 : 2_000_000))
                .maxConcurrent(1 + random.nextInt(8));
        return (random.nextBoolean() ? options.interleaved() : options).build();
    }

    // ---- one conversation, cut everywhere

    private static final int[] SIZES = {10, 5000, 0, 40_000, 1, 3_000, 1024, 9_999};

    @Test
    void aCutAtAnyFrameAndWithinAnyLosesAndDoublesNothing() {
        for (boolean interleaved : new boolean[] {false, true}) {
            int frames = converse(interleaved, 0, false);
            assertThat(frames).isGreaterThan(40);
            for (int at = 1; at <= frames; at++) {
                converse(interleaved, at, false);
                converse(interleaved, at, true);
            }
        }
    }

    /** Returns how many frames were sent. */
    private int converse(boolean interleaved, int cutAt, boolean within) {
        random = new Random(7);
        TestOptions options = TestOptions.options()
                .resume(60)
                .chunkSize(2000)
                .maxFrame(16_384)
                .window(70_000);
        EngineOptions built = (interleaved ? options.interleaved() : options).build();
        link = new Link(random, built, built, directory, true);
        link.cutAt(cutAt, within);
        Conversation conversation = new Conversation(link, directory);
        List<String> atServer = conversation.consume(link.server);
        List<String> atClient = conversation.consume(link.client);
        List<String> expected = new ArrayList<>();
        for (int size : SIZES) {
            byte[] bytes = Frames.bytes(size);
            expected.add(Conversation.fingerprint(false, bytes, Map.of()));
            for (Link.Side side : List.of(link.client, link.server)) {
                side.engine.send(new OutgoingMessage(
                        false, new BytesSource(ByteBuffer.wrap(bytes)), Map.of(), acknowledged -> {}));
            }
        }
        link.start();
        link.run();
        for (List<String> received : List.of(atServer, atClient)) {
            if (interleaved) {
                assertThat(received).as("cut at " + cutAt).containsExactlyInAnyOrderElementsOf(expected);
            } else {
                assertThat(received).as("cut at " + cutAt).isEqualTo(expected);
            }
        }
        assertThat(link.connections).isEqualTo(cutAt == 0 || cutAt > link.frames ? 1 : 2);
        return link.frames;
    }
}
