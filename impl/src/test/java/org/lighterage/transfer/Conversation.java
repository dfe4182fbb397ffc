package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Utf8;

/** Random applications on both ends of a link: what they send, when, and how they take what comes. */
final class Conversation {

    /** A message that was sent, and what its receiver must see. */
    record Sent(OutgoingMessage message, String fingerprint) {}

    private final Link link;
    private final Random random;
    private final Path directory;

    /** By how much messages are shorter than they usually are. */
    private int shorter = 1;

    /** @param directory where files to be sent are made */
    Conversation(Link link, Path directory) {
        this.link = link;
        this.random = link.random;
        this.directory = directory;
    }

    // ---- sending

    /** Makes all messages shorter, so that a test has time for many conversations. */
    Conversation shorter(int times) {
        shorter = times;
        return this;
    }

    List<Sent> plan(Link.Side side) throws IOException {
        List<Sent> sent = new ArrayList<>();
        int count = random.nextInt(20);
        long at = 0;
        for (int i = 0; i < count; i++) {
            Sent next = message();
            sent.add(next);
            at += random.nextInt(3) == 0 ? random.nextInt(100_000) : 0;
            link.time.schedule(Duration.ofNanos(1000 * at), () -> side.engine.send(next.message()));
            if (random.nextInt(10) == 0) {
                link.time.schedule(
                        Duration.ofNanos(1000 * (at + random.nextInt(100_000))),
                        () -> side.engine.abort(
                                next.message(), new MessageFailedException(OutcomeCode.CANCELLED, "enough")));
            }
        }
        return sent;
    }

    private Sent message() throws IOException {
        boolean text = random.nextBoolean();
        String characters = text ? text(size()) : null;
        byte[] bytes = text ? Utf8.encode(characters) : binary(size());
        Map<String, String> metadata =
                random.nextInt(4) == 0 ? Map.of("key", "v".repeat(random.nextInt(400))) : Map.of();
        Source source =
                switch (random.nextInt(4)) {
                    case 0 -> pipe(bytes);
                    case 1 -> random.nextInt(shorter) == 0
                            ? new FileSource(Files.write(Files.createTempFile(directory, "sent", ""), bytes))
                            : new BytesSource(ByteBuffer.wrap(bytes));
                    case 2 -> text ? new TextSource(characters) : new BytesSource(ByteBuffer.wrap(bytes));
                    default -> new BytesSource(
                            ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
                };
        return new Sent(
                new OutgoingMessage(text, source, metadata, acknowledged -> {}), fingerprint(text, bytes, metadata));
    }

    static String fingerprint(boolean text, byte[] bytes, Map<String, String> metadata) {
        return text + " " + bytes.length + " " + Arrays.hashCode(bytes) + " " + metadata.hashCode();
    }

    private int size() {
        int[] edges = {0, 1, 1024, 16_384, 32_000, 65_536, 100_000};
        int size =
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> random.nextInt(2000);
                    case 3, 4, 5 -> Math.max(0, edges[random.nextInt(edges.length)] + random.nextInt(30) - 20);
                    case 6 -> random.nextInt(300_000);
                    default -> random.nextInt(random.nextInt(8) == 0 ? 3_000_000 : 30_000);
                };
        return size / shorter;
    }

    private byte[] binary(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text(int length) {
        String[] characters = {"a", "é", "€", "😀", "\ud800", "plain text "};
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    /** A pipe that is written piece by piece, as far as there is room, and sometimes fails. */
    private PipeSource pipe(byte[] bytes) {
        PipeSource pipe = new PipeSource(1 + random.nextInt(200_000));
        int failAt = random.nextInt(8) == 0 ? random.nextInt(bytes.length + 1) : Integer.MAX_VALUE;
        link.time.schedule(Duration.ofMillis(random.nextInt(100)), () -> write(pipe, bytes, 0, failAt));
        return pipe;
    }

    private void write(PipeSource pipe, byte[] bytes, int from, int failAt) {
        if (pipe.isClosed()) {
            return;
        }
        if (from >= failAt) {
            pipe.fail(new IOException("source"));
        } else if (from == bytes.length) {
            pipe.end();
        } else if (pipe.hasRoom(() -> write(pipe, bytes, from, failAt))) {
            int count = Math.min(bytes.length - from, 1 + random.nextInt(50_000));
            Sources.offer(pipe, Arrays.copyOfRange(bytes, from, from + count));
            link.time.schedule(
                    Duration.ofNanos(random.nextInt(3_000_000)), () -> write(pipe, bytes, from + count, failAt));
        }
    }

    // ---- receiving

    /** An application that takes its messages after a while, some at a time, and releases them later. */
    List<String> consume(Link.Side side) {
        List<String> received = new ArrayList<>();
        int slowness = 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 5);
        side.onMessage = () -> link.time.schedule(
                Duration.ofMillis(random.nextInt(slowness)), () -> takeAll(side, received, slowness));
        return received;
    }

    private void takeAll(Link.Side side, List<String> received, int slowness) {
        for (ReceivedMessage message = side.engine.takeMessage();
                message != null;
                message = side.engine.takeMessage()) {
            ReceivedMessage taken = message;
            received.add(read(taken));
            if (random.nextBoolean()) {
                taken.release();
            } else {
                link.time.schedule(Duration.ofMillis(random.nextInt(slowness)), taken::release);
            }
        }
    }

    private String read(ReceivedMessage message) {
        try {
            byte[] bytes = random.nextBoolean()
                    ? message.bytes()
                    : message.openStream().readAllBytes();
            assertThat(message.length()).isEqualTo(bytes.length);
            if (message.isText()) {
                assertThat(Utf8.encode(message.text())).isEqualTo(bytes);
            }
            return fingerprint(message.isText(), bytes, message.metadata());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    // ---- the oracle

    /** Every message arrived once and equal, in order where order is strict, or its sender was told. */
    static void assertArrived(List<Conversation.Sent> sent, List<String> received, Link.Side sender) {
        List<String> arrived = new ArrayList<>();
        for (Conversation.Sent each : sent) {
            assertThat(Frames.isDone(each.message())).as("settled").isTrue();
            Throwable failure = Frames.failure(each.message());
            if (failure == null) {
                arrived.add(each.fingerprint());
            } else {
                assertThat(failure)
                        .as(failure.toString())
                        .isInstanceOfSatisfying(MessageFailedException.class, failed -> assertThat(failed.code())
                                .isNotIn(OutcomeCode.TIMEOUT, OutcomeCode.CORRUPT));
            }
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
}
