package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;

/**
 * A client and a server wired to each other in virtual time. Frames arrive in order, after random delays and in random
 * pieces; an engine is polled only after it woke its transport, so that a wake-up that is missing shows.
 */
final class Link {

    final VirtualScheduler time = new VirtualScheduler();
    final Random random;
    final Side client;
    final Side server;
    private boolean lost;

    Link(Random random, EngineOptions clientOptions, EngineOptions serverOptions, Path spill) {
        this.random = random;
        client = new Side(Role.CLIENT, clientOptions, spill);
        server = new Side(Role.SERVER, serverOptions, spill);
        client.peer = server;
        server.peer = client;
    }

    void start() {
        server.engine.start();
        client.engine.start();
    }

    /** Ends the connection: what is on its way is gone. */
    void lose() {
        lost = true;
        client.engine.transportLost(new IOException("lost"));
        server.engine.transportLost(new IOException("lost"));
    }

    /** Runs until nothing is left to do. */
    void run() {
        for (int events = 0; time.runNext(); events++) {
            assertThat(events).as("events").isLessThan(3_000_000);
        }
    }

    private Duration delay(int mostMicros) {
        return Duration.ofNanos(1000L * random.nextInt(mostMicros + 1));
    }

    /** One end of the link: the transport and the listener of its engine. */
    final class Side implements Transport, EngineListener {

        final BufferBudget budget;
        final Engine engine;
        final FrameMonitor monitor;
        final TransferRecorder transfers = new TransferRecorder();
        Runnable onMessage = () -> {};
        int closeCode;
        private final int slowness = 1 << random.nextInt(12);
        private Side peer;
        private boolean scheduled;
        private boolean inFlight;
        private long lastArrival;

        Side(Role role, EngineOptions options, Path spill) {
            SpillDirectory directory = new SpillDirectory(spill);
            long[] memory = {0, 300_000, 1 << 30};
            long[] disk = {100_000, 1 << 30, 1 << 30};
            int threshold = 1 << random.nextInt(22);
            budget = new BufferBudget(memory[random.nextInt(3)], disk[random.nextInt(3)]);
            monitor = new FrameMonitor(options);
            engine = new Engine(
                    role,
                    options,
                    time,
                    this,
                    () -> new MessageBuffer(budget, directory, threshold),
                    this,
                    transfers,
                    new SecureRandom());
        }

        @Override
        public void wake() {
            if (!scheduled && !inFlight) {
                scheduled = true;
                time.schedule(delay(slowness), this::pump);
            }
        }

        private void pump() {
            scheduled = false;
            ByteBuffer frame = engine.poll(this::buffer);
            if (frame == null) {
                return;
            }
            inFlight = true;
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            monitor.sent(bytes);
            deliver(bytes);
            time.schedule(delay(slowness), () -> {
                inFlight = false;
                engine.frameSent();
                wake();
            });
        }

        private ByteBuffer buffer(int capacity) {
            int more = capacity + random.nextInt(100);
            return random.nextBoolean() ? ByteBuffer.allocate(more) : ByteBuffer.allocateDirect(more);
        }

        private void deliver(byte[] bytes) {
            int start = 0;
            boolean last = false;
            while (!last) {
                int count = random.nextInt(3) == 0 ? random.nextInt(bytes.length - start + 1) : bytes.length - start;
                last = start + count == bytes.length && random.nextInt(8) > 0;
                deliverPiece(bytes, start, count, last);
                start += count;
            }
        }

        private void deliverPiece(byte[] bytes, int start, int count, boolean last) {
            long now = time.elapsedTime().toNanos();
            lastArrival = Math.max(lastArrival, now + delay(slowness).toNanos());
            time.schedule(Duration.ofNanos(lastArrival - now), () -> {
                if (lost || peer.closeCode != 0) {
                    return;
                }
                if (last) {
                    peer.monitor.received(bytes);
                }
                ByteBuffer piece = random.nextBoolean()
                        ? ByteBuffer.wrap(bytes.clone(), start, count)
                        : ByteBuffer.allocateDirect(count)
                                .put(bytes, start, count)
                                .flip();
                peer.engine.receive(piece, last);
                assertThat(piece.hasRemaining()).isFalse();
            });
        }

        @Override
        public void close(int code, String reason) {
            assertThat(closeCode).isZero();
            closeCode = code;
            time.schedule(
                    Duration.ofMillis(100), () -> peer.engine.transportLost(new IOException(code + " " + reason)));
        }

        @Override
        public void onOpen() {}

        @Override
        public void onMessage() {
            onMessage.run();
        }

        @Override
        public void onEcho() {
            throw new AssertionError("No echo here");
        }
    }
}
