package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Utf8;

/**
 * Messages cut anywhere and interleaved, some of them spoiled or given up, to an application that reads one at a time, as
 * far as it likes and at its own pace. Of each it sees the beginning of what was sent, and an end exactly where the sender
 * is told that it is delivered; and neither side ever waits for the other in vain. A failure names its seed; {@code
 * -Dlighterage.seed=N} repeats that one.
 */
class StreamingPropertyTest {

    private static final Duration ROUNDS_FOR = Duration.ofSeconds(5);
    private static final int WINDOW = 65_536;
    private static final int LONGEST_PIECE = 20_000;

    /** What becomes of a message on its way. */
    private enum Fate {
        WHOLE,
        SPOILED,
        GIVEN_UP
    }

    private Random random;
    private LoneEngine engine;

    /** Long messages by their ids, from 1 on. */
    private List<Outgoing> begun;

    private List<Outgoing> open;

    /** Window bytes of frames that were sent and not acknowledged. */
    private Deque<Integer> unacknowledged;

    private long acknowledged;
    private byte shortSent;
    private byte shortRead;

    /** What the application reads; null between messages. */
    private Reading reading;

    private boolean inboxEmpty;

    /** A long message as its sender sees it. */
    private final class Outgoing {

        final boolean text = random.nextBoolean();
        final byte[] bytes =
                text ? Utf8.encode("aé€😀".repeat(random.nextInt(4000))) : Frames.bytes(random.nextInt(60_000));
        final Fate fate = random.nextBoolean() ? Fate.WHOLE : Fate.values()[random.nextInt(3)];
        final long id = begun.size() + 1L;
        int sent;

        /** What its receiver said of it, or null. */
        Frame outcome;

        Frame.Begin begin() {
            long length = random.nextBoolean() ? bytes.length : Frames.NO_LENGTH;
            return new Frame.Begin(id, text, length, Map.of("id", Long.toString(id)), null, piece());
        }

        /** DATA, END or ABORT. */
        Frame next() {
            if (outcome != null || fate == Fate.GIVEN_UP && random.nextInt(4) == 0) {
                return new Frame.Abort(id, OutcomeCode.CANCELLED, "");
            }
            ByteBuffer piece = piece();
            if (sent == bytes.length) {
                return new Frame.End(id, fate == Fate.SPOILED ? ~Frames.crc(bytes) : Frames.crc(bytes), piece);
            }
            if (fate == Fate.SPOILED && random.nextInt(4) == 0) {
                piece.put(random.nextInt(piece.remaining()), (byte) 0xFF);
            }
            return new Frame.Data(id, piece);
        }

        private ByteBuffer piece() {
            int most = random.nextInt(3) == 0 ? 4 : LONGEST_PIECE;
            int count = Math.min(bytes.length - sent, 1 + random.nextInt(most));
            sent += count;
            return ByteBuffer.wrap(Arrays.copyOfRange(bytes, sent - count, sent));
        }
    }

    /** A message as the application sees it. */
    private final class Reading {

        final ReceivedMessage message;
        final InputStream stream;
        final ByteArrayOutputStream read = new ByteArrayOutputStream();
        final boolean letsGo = random.nextInt(8) == 0;

        Reading(ReceivedMessage message) throws IOException {
            this.message = message;
            this.stream = message.openStream();
        }

        /** Null for a short message. */
        Outgoing sent() {
            String id = message.metadata().get("id");
            return id == null ? null : begun.get(Integer.parseInt(id) - 1);
        }

        /** Reads some of what is there; returns whether the application has done with the message. */
        boolean proceed() {
            try {
                if (stream.available() == 0 && message.isWhole()) {
                    assertThat(stream.read()).isNegative();
                    assertEnded();
                    return true;
                }
                read.write(stream.readNBytes(random.nextInt(stream.available() + 1)));
                return letsGo && random.nextInt(10) == 0;
            } catch (IOException e) {
                assertFailed((MessageFailedException) e.getCause());
                return true;
            }
        }

        private void assertEnded() {
            takeAnswers();
            if (sent() != null) {
                assertThat(read.size()).isEqualTo(sent().bytes.length);
                assertThat(sent().outcome).isInstanceOf(Frame.Delivered.class);
            }
        }

        private void assertFailed(MessageFailedException failure) {
            takeAnswers();
            if (sent().fate == Fate.GIVEN_UP && failure.code() == OutcomeCode.CANCELLED) {
                assertThat(sent().outcome).isNull();
            } else {
                assertThat(sent().outcome)
                        .isInstanceOfSatisfying(Frame.Reject.class, reject -> assertThat(reject.code())
                                .isEqualTo(failure.code()));
            }
        }

        /** Whatever came of it, nothing was read that was not sent; bytes that were spoiled are found at the end only. */
        void assertRead() {
            byte[] bytes = read.toByteArray();
            if (sent() == null) {
                byte[] all = new byte[bytes.length];
                Arrays.fill(all, shortRead++);
                assertThat(bytes).isEqualTo(all);
            } else if (sent().text || sent().fate != Fate.SPOILED) {
                assertThat(bytes).isEqualTo(Arrays.copyOf(sent().bytes, bytes.length));
            }
        }
    }

    @Test
    void whoReadsAMessageWhileItComesSeesWhatWasSentOrAFailure() throws IOException {
        Seeds.run(getClass(), ROUNDS_FOR, this::round);
    }

    private void round(long seed) throws IOException {
        random = new Random(seed);
        begun = new ArrayList<>();
        open = new ArrayList<>();
        unacknowledged = new ArrayDeque<>();
        acknowledged = 0;
        shortSent = shortRead = 0;
        reading = null;
        inboxEmpty = false;
        int concurrent = 1 + random.nextInt(3);
        TestOptions options = TestOptions.options().window(WINDOW).maxConcurrent(concurrent);
        engine = LoneEngine.serverWithMemory(options, random.nextBoolean() ? 64 << 20 : 80_000);
        engine.engine.setStreaming(true, true);
        engine.engine.setStreaming(false, random.nextBoolean());
        engine.open();
        int messages = random.nextInt(10);
        int readingTurns = 1 + random.nextInt(8);
        for (int steps = 0; begun.size() < messages || !isDone(); steps++) {
            assertThat(steps).as("steps").isLessThan(100_000);
            if (random.nextInt(9) < readingTurns) {
                read();
            } else if (!hasRoom() || open.isEmpty() && begun.size() == messages) {
                // Acknowledgements come within 50 ms.
                engine.time.advance(Duration.ofMillis(50));
            } else if (begun.size() < messages && open.size() < concurrent && random.nextInt(4) == 0) {
                begin();
            } else {
                goOn();
            }
            takeAnswers();
        }
        begun.forEach(StreamingPropertyTest::assertOutcome);
        assertThat(shortRead).isEqualTo(shortSent);
        assertThat(engine.budget.usedMemory()).isZero();
    }

    private boolean isDone() {
        return open.isEmpty() && unacknowledged.isEmpty() && reading == null && inboxEmpty;
    }

    private static void assertOutcome(Outgoing message) {
        if (message.fate == Fate.WHOLE) {
            assertThat(message.outcome).isNotNull();
        }
        if (message.outcome instanceof Frame.Delivered) {
            assertThat(message.fate).isNotEqualTo(Fate.SPOILED);
        } else if (message.outcome instanceof Frame.Reject reject) {
            assertThat(reject.code())
                    .isIn(OutcomeCode.NO_CAPACITY, message.fate == Fate.SPOILED ? OutcomeCode.CORRUPT : null);
        }
    }

    // ---- the sender

    private boolean hasRoom() {
        int bytes = unacknowledged.stream().mapToInt(length -> length).sum();
        return bytes + LONGEST_PIECE + 100 <= WINDOW;
    }

    private void begin() {
        Outgoing message = new Outgoing();
        begun.add(message);
        open.add(message);
        send(message.begin());
    }

    private void goOn() {
        if (open.isEmpty() || random.nextInt(4) == 0) {
            byte[] bytes = new byte[1 + random.nextInt(LONGEST_PIECE)];
            Arrays.fill(bytes, shortSent++);
            send(new Frame.Binary(ByteBuffer.wrap(bytes)));
            return;
        }
        Outgoing message = open.get(random.nextInt(open.size()));
        Frame frame = message.next();
        if (!(frame instanceof Frame.Data)) {
            open.remove(message);
        }
        send(frame);
    }

    private void send(Frame frame) {
        byte[] encoded = Frames.encode(frame);
        unacknowledged.add(frame instanceof Frame.Abort ? 0 : encoded.length);
        inboxEmpty = false;
        engine.receive(encoded);
        assertThat(engine.closeReason).isNull();
    }

    private void takeAnswers() {
        for (Frame frame : engine.sent()) {
            if (frame instanceof Frame.Ack ack) {
                for (; acknowledged < ack.received(); acknowledged++) {
                    unacknowledged.remove();
                }
            } else if (frame instanceof Frame.Delivered delivered) {
                settle(delivered.id(), frame);
            } else if (frame instanceof Frame.Reject reject) {
                settle(reject.id(), frame);
            }
        }
    }

    private void settle(long id, Frame outcome) {
        Outgoing message = begun.get((int) id - 1);
        assertThat(message.outcome).isNull();
        message.outcome = outcome;
    }

    // ---- the application

    private void read() throws IOException {
        if (reading == null) {
            ReceivedMessage message = engine.engine.takeMessage();
            inboxEmpty = message == null;
            reading = message == null ? null : new Reading(message);
        } else if (reading.proceed()) {
            reading.assertRead();
            reading.message.release();
            reading = null;
            inboxEmpty = false;
        }
    }
}
