package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random frames, random cuts and random bytes. A failure names its seed; put it in to repeat it. */
class FramePropertyTest {

    private static final int MAX_FRAME = 16_384;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @BeforeEach
    void printSeed() {
        System.out.println("FramePropertyTest seed " + seed);
    }

    @Test
    void whatIsWrittenIsReadBackHoweverItIsCut() throws ProtocolException {
        FrameReader reader = new FrameReader(MAX_FRAME);
        for (int round = 0; round < 20_000; round++) {
            Frame frame = randomFrame();
            byte[] bytes = written(frame);
            int[] cuts =
                    random.ints(random.nextInt(6), 0, bytes.length + 1).sorted().toArray();
            assertEquals(frame, Cuts.read(reader, bytes, random.nextBoolean(), cuts), () -> "seed " + seed);
            assertThat(reader.isBetweenFrames()).isTrue();
        }
    }

    @Test
    void randomBytesGiveAFrameOrAProtocolException() {
        FrameReader reader = new FrameReader(64);
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(70)];
            random.nextBytes(bytes);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(0x1A);
            }
            readOrRefuse(reader, bytes);
        }
    }

    @Test
    void damagedFramesGiveAFrameOrAProtocolException() {
        FrameReader reader = new FrameReader(MAX_FRAME);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = written(randomFrame());
            for (int i = random.nextInt(3); i >= 0; i--) {
                bytes[random.nextInt(Math.min(40, bytes.length))] = (byte) random.nextInt(256);
            }
            readOrRefuse(reader, bytes);
        }
    }

    private void readOrRefuse(FrameReader reader, byte[] bytes) {
        try {
            int cut = random.nextInt(bytes.length + 1);
            assertThat(Cuts.read(reader, bytes, random.nextBoolean(), cut)).isNotNull();
        } catch (ProtocolException refusal) {
            assertThat(refusal.closeCode()).isIn(1002, 1007, 1008);
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ", bytes " + Vectors.hex(ByteBuffer.wrap(bytes)), e);
        }
        assertThat(reader.isBetweenFrames()).isTrue();
    }

    private static byte[] written(Frame frame) {
        ByteBuffer out = ByteBuffer.allocate(MAX_FRAME);
        FrameWriter.write(frame, out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    private Frame randomFrame() {
        return switch (random.nextInt(14)) {
            case 0 -> new Frame.Hello(random.nextBoolean(), token(), number(), settings());
            case 1 -> new Frame.Ack(number());
            case 2 -> new Frame.Checkpoint(Stream.generate(() -> new Frame.Entry(id(), number()))
                    .limit(random.nextInt(60))
                    .toList());
            case 3 -> new Frame.Ping(bytes(0, 9));
            case 4 -> new Frame.Pong(bytes(0, 9));
            case 5 -> new Frame.Text(ByteBuffer.wrap(Utf8.encode(text(1000))));
            case 6 -> new Frame.Binary(bytes(0, 4000));
            case 7 -> new Frame.Begin(
                    id(),
                    random.nextBoolean(),
                    random.nextBoolean() ? number() : Frame.Begin.NO_LENGTH,
                    metadata(),
                    random.nextBoolean() ? new Frame.Previous(id(), number()) : null,
                    bytes(0, 4000));
            case 8 -> new Frame.Data(id(), bytes(1, 4000));
            case 9 -> new Frame.End(id(), random.nextInt(), bytes(0, 4000));
            case 10 -> new Frame.Abort(id(), code(), text(120));
            case 11 -> new Frame.Reference(
                    id(), random.nextBoolean(), number(), random.nextInt(), metadata(), text(90));
            case 12 -> new Frame.Delivered(id());
            default -> new Frame.Reject(id(), code(), text(120));
        };
    }

    private long number() {
        return random.nextLong() >>> 11 + random.nextInt(53);
    }

    private long id() {
        return Math.max(1, number());
    }

    private byte[] token() {
        byte[] token = new byte[random.nextBoolean() ? 16 : 0];
        random.nextBytes(token);
        return token;
    }

    private Settings settings() {
        long nonce = random.nextBoolean() ? number() : Settings.NO_NONCE;
        return new Settings(number(), number(), number(), number(), number(), nonce);
    }

    private OutcomeCode code() {
        return OutcomeCode.of(1 + random.nextInt(7));
    }

    private ByteBuffer bytes(int from, int to) {
        byte[] bytes = new byte[from + random.nextInt(to - from)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private String text(int maxCharacters) {
        StringBuilder text = new StringBuilder();
        String[] characters = {"a", "é", "€", "\ud83d\ude00"};
        for (int i = random.nextInt(maxCharacters); i > 0; i--) {
            text.append(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            metadata.put(text(12), text(12));
        }
        return metadata;
    }
}
