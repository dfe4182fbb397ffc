package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;

/** Two engines on real threads. */
@Timeout(120)
class EngineThreadsTest {

    private static final int SENDERS = 200;
    private static final int MESSAGES_EACH = 20;

    /** Number of the sender and of its message. */
    private static final int HEADER = 8;

    @TempDir
    Path parent;

    private final BufferBudget budget = new BufferBudget(256 << 20, 1 << 30);

    private ThreadedSide side(Role role, TestOptions options) {
        SpillDirectory directory = new SpillDirectory(parent);
        Buffers buffers = new TestBuffers(budget, directory, 50_000, true);
        return new ThreadedSide(role, options.build(), buffers);
    }

    private static byte[] payload(int sender, int number) {
        Random random = new Random(31L * sender + number);
        int length = random.nextInt(random.nextInt(20) == 0 ? 150_000 : 3_000);
        byte[] bytes = new byte[HEADER + length];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(sender).putInt(number);
        return bytes;
    }

    @Test
    void manyThreadsSendAtOnceAndEverythingArrivesInTheOrderOfEachThread() throws Exception {
        TestOptions options = TestOptions.options().window(100_000);
        manyThreadsSend(side(Role.CLIENT, options), side(Role.SERVER, options), true);
    }

    @Test
    void manyThreadsSendAtOnceToApplicationsThatReadWhileMessagesCome() throws Exception {
        TestOptions options = TestOptions.options().window(100_000);
        manyThreadsSend(
                side(Role.CLIENT, options).streaming(),
                side(Role.SERVER, options).streaming(),
                true);
    }

    @Test
    void manyThreadsSendAtOnceInterleavedAndEverythingArrives() throws Exception {
        TestOptions options =
                TestOptions.options().window(300_000).interleaved().maxConcurrent(3);
        manyThreadsSend(side(Role.CLIENT, options), side(Role.SERVER, options), false);
    }

    private void manyThreadsSend(ThreadedSide client, ThreadedSide server, boolean ordered) throws Exception {
        try (client;
                server) {
            ThreadedSide.connect(client, server);
            send(client, new byte[0]);
            send(server, new byte[0]);
            await().until(() -> client.received.poll() != null);
            await().until(() -> server.received.poll() != null);

            Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                ThreadedSide side = sender % 4 == 0 ? server : client;
                threads.add(new Thread(() -> sendAll(side, number, failures)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(client.failedWhileRead).isEmpty();
            assertThat(server.failedWhileRead).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.received.size() + server.received.size() == SENDERS * MESSAGES_EACH);
            assertContents(client.received, ordered);
            assertContents(server.received, ordered);
            client.engine.close(1000, "bye");
            await().until(() -> client.closeCode == 1000);
            assertThat(server.closeCode).isZero();
            assertThat(client.lockedIn).isEmpty();
            assertThat(server.lockedIn).isEmpty();
            await().until(() -> budget.usedMemory() + budget.usedDisk() == 0);
            await().until(() -> client.transfers.underWay() + server.transfers.underWay() == 0);
        }
    }

    private static OutgoingMessage send(ThreadedSide side, byte[] bytes) {
        OutgoingMessage message = new OutgoingMessage(
                false, new BytesSource(ByteBuffer.wrap(bytes)), Map.of(), acknowledged -> side.sample("progress"));
        message.completion().whenComplete((nothing, failure) -> side.sample("completion"));
        side.engine.send(message);
        return message;
    }

    /** Every other message waits until the one before is settled. */
    private static void sendAll(ThreadedSide side, int sender, Queue<Throwable> failures) {
        try {
            for (int number = 0; number < MESSAGES_EACH; number++) {
                OutgoingMessage message = send(side, payload(sender, number));
                if (number % 2 == 0 || number == MESSAGES_EACH - 1) {
                    message.completion().toCompletableFuture().get(60, TimeUnit.SECONDS);
                }
            }
        } catch (Exception e) {
            failures.add(e);
        }
    }

    private static void assertContents(Queue<byte[]> received, boolean ordered) {
        Map<Integer, Integer> next = new HashMap<>();
        for (byte[] bytes : received) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            int sender = header.getInt();
            int number = header.getInt();
            assertThat(Arrays.equals(bytes, payload(sender, number))).isTrue();
            int expected = next.merge(sender, 1, Integer::sum) - 1;
            if (ordered) {
                assertThat(number).isEqualTo(expected);
            }
        }
        assertThat(next.values()).allMatch(count -> count == MESSAGES_EACH);
    }

    @Test
    void whenTheTransportIsLostUnderWayEveryMessageIsSettledAndNothingLeaks() throws Exception {
        for (int round = 0; round < 20; round++) {
            TestOptions options = TestOptions.options().window(100_000).interleaved();
            loseWhileSending(side(Role.CLIENT, options), side(Role.SERVER, options));
        }
    }

    @Test
    void whenTheTransportIsLostNobodyReadsOn() throws Exception {
        for (int round = 0; round < 20; round++) {
            TestOptions options = TestOptions.options().window(100_000).interleaved();
            loseWhileSending(
                    side(Role.CLIENT, options).streaming(),
                    side(Role.SERVER, options).streaming());
        }
    }

    private void loseWhileSending(ThreadedSide client, ThreadedSide server) throws Exception {
        try (client;
                server) {
            ThreadedSide.connect(client, server);
            sendAndLose(client, server);
            await().until(() -> budget.usedMemory() + budget.usedDisk() == 0);
            await().until(() -> client.transfers.underWay() + server.transfers.underWay() == 0);
            assertThat(client.closeCode + server.closeCode).isZero();
        }
    }

    private static void sendAndLose(ThreadedSide client, ThreadedSide server) throws Exception {
        Queue<OutgoingMessage> messages = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int sender = 0; sender < 8; sender++) {
            int number = sender;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 50; i++) {
                    messages.add(send(number % 2 == 0 ? client : server, payload(number, i)));
                }
            }));
        }
        threads.forEach(Thread::start);
        await().until(() -> server.received.size() > 10);
        client.lose(1006);
        server.lose(1006);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(messages).hasSize(400);
        await().until(() -> messages.stream().allMatch(Frames::isDone));
    }
}
