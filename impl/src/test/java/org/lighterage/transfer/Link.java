package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.Frame;

/**
 * A client and a server wired to each other in virtual time. Frames arrive in order, after random delays and in random
 * pieces; an engine is polled only after it woke its transport, so that a wake-up that is missing shows. The connection
 * may be cut; where sessions can be resumed there is another after a while.
 */
final class Link {

    final VirtualScheduler time = new VirtualScheduler();
    final Random random;
    private final boolean roomy;
    final Side client;
    final Side server;

    /** Connections so far. */
    int connections;

    /** Frames that both sides have sent since HELLO was exchanged; before that there is no session to be resumed. */
    int frames;

    private boolean opened;

    /** At which frame the connection is cut; 0 for none. */
    private int cutAt;

    /** Whether part of that frame arrives. */
    private boolean cutWithin;

    private boolean cut;

    Link(Random random, EngineOptions clientOptions, EngineOptions serverOptions, Path spill) {
        this(random, clientOptions, serverOptions, spill, false);
    }

    /** @param roomy whether both sides have room for everything, rather than random budgets */
    Link(Random random, EngineOptions clientOptions, EngineOptions serverOptions, Path spill, boolean roomy) {
        this.random = random;
        this.roomy = roomy;
        client = new Side(Role.CLIENT, clientOptions, spill);
        server = new Side(Role.SERVER, serverOptions, spill);
        client.peer = server;
        server.peer = client;
    }

    void start() {
        connections++;
        cut = false;
        client.connect();
        server.connect();
        client.wire.other = server.wire;
        server.wire.other = client.wire;
        client.wire.open();
        server.wire.open();
    }

    /**
     * Ends the connection, where HELLO was exchanged: what is on its way is gone. Each side sees it in its own time.
     */
    void cut() {
        if (cut || !opened) {
            return;
        }
        cut = true;
        for (Wire wire : new Wire[] {client.wire, server.wire}) {
            wire.broken = true;
            time.schedule(delay(300_000), () -> wire.lose(1006, "cut"));
        }
    }

    /** Cuts the connection at a frame, counted over both directions and all connections. */
    void cutAt(int frame, boolean within) {
        cutAt = frame;
        cutWithin = within;
    }

    /** Ends the connection for good: what is on its way is gone. */
    void lose() {
        cut = true;
        for (Wire wire : new Wire[] {client.wire, server.wire}) {
            if (wire != null) {
                wire.broken = true;
                wire.lose(1006, "lost");
            }
        }
    }

    /** Neither side keeps anything of what is over. */
    void assertNothingStays() {
        for (Side side : new Side[] {client, server}) {
            assertThat(side.transfers.underWay()).as("transfers").isZero();
            assertThat(side.budget.usedMemory()).as("memory").isZero();
            assertThat(side.budget.usedDisk()).as("disk").isZero();
        }
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

    /** One end of the link: the listener of its engine, and the newest of its transports. */
    final class Side implements EngineListener {

        final BufferBudget budget;
        final Engine engine;
        final FrameMonitor monitor;
        final TransferRecorder transfers = new TransferRecorder();
        final Set<SessionToken> tokens = new HashSet<>();
        Runnable onMessage = () -> {};
        int closeCode;
        private final Role role;
        private final int slowness = 1 << random.nextInt(12);
        private Side peer;
        private Wire wire;

        Side(Role role, EngineOptions options, Path spill) {
            this.role = role;
            SpillDirectory directory = new SpillDirectory(spill);
            long[] memory = {0, 300_000, 1 << 30};
            long[] disk = {100_000, 1 << 30, 1 << 30};
            int threshold = 1 << random.nextInt(22);
            budget = roomy
                    ? new BufferBudget(1 << 30, 1 << 30)
                    : new BufferBudget(memory[random.nextInt(3)], disk[random.nextInt(3)]);
            monitor = new FrameMonitor(options);
            engine = new Engine(
                    role,
                    options,
                    time,
                    new TestBuffers(budget, directory, threshold, random.nextBoolean()),
                    this,
                    transfers,
                    role == Role.CLIENT ? Tokens.NONE : new Registry(),
                    new SecureRandom());
        }

        private final class Registry implements Tokens {

            @Override
            public void issued(SessionToken token) {
                tokens.add(token);
                assertThat(tokens).hasSizeLessThanOrEqualTo(2);
            }

            @Override
            public void revoked(SessionToken token) {
                assertThat(tokens.remove(token)).isTrue();
            }
        }

        /** A client attaches at once, a server that has a session already when it knows whose connection it is. */
        private void connect() {
            wire = new Wire(this);
            if (role == Role.CLIENT || tokens.isEmpty()) {
                wire.attachment = engine.attach(wire);
            }
        }

        @Override
        public void onOpen() {
            opened |= role == Role.CLIENT;
        }

        @Override
        public void onMessage() {
            onMessage.run();
        }

        @Override
        public void onEcho() {
            throw new AssertionError("No echo here");
        }

        @Override
        public void onDetached(int code) {
            if (role == Role.CLIENT) {
                time.schedule(delay(200_000), () -> {
                    if (engine.isDetached()) {
                        start();
                    }
                });
            }
        }

        @Override
        public void onAttached() {}

        @Override
        public void onRenewed(int unknown) {
            throw new AssertionError("A new session");
        }

        @Override
        public void onGivenUp(IOException cause) {
            // The client has closed, and nobody comes back.
            closeCode = 1006;
        }

        @Override
        public void onUnacknowledged(long first, int longest) {}

        @Override
        public void onPathLimitConfirmed(int bytes) {}

        @Override
        public void onPathLimit(int bytes) {}
    }

    /** One end of one connection. */
    private final class Wire implements Transport {

        private final Side side;

        /** The other end. */
        private Wire other;

        private Attachment attachment;
        private boolean scheduled;
        private boolean inFlight;
        private boolean broken;

        /** Whether what it still sends is lost, though nobody knows yet. */
        private boolean silent;

        private long lastArrival;

        Wire(Side side) {
            this.side = side;
        }

        void open() {
            if (attachment != null) {
                attachment.start();
            }
        }

        void lose(int code, String reason) {
            if (attachment != null) {
                attachment.lost(code, new IOException(code + " " + reason));
            }
        }

        @Override
        public void wake() {
            if (!scheduled && !inFlight) {
                scheduled = true;
                time.schedule(delay(side.slowness), this::pump);
            }
        }

        private void pump() {
            scheduled = false;
            ByteBuffer frame = attachment.poll(this::buffer);
            if (frame == null) {
                return;
            }
            inFlight = true;
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            side.monitor.sent(bytes);
            if (opened && ++frames == cutAt) {
                silent = true;
                if (cutWithin && bytes.length > 1) {
                    deliverPiece(bytes, 0, 1 + random.nextInt(bytes.length - 1), false);
                }
                time.schedule(Duration.ofNanos(lastArrival - time.elapsedTime().toNanos() + 1), Link.this::cut);
            } else if (!silent) {
                deliver(bytes);
            }
            time.schedule(delay(side.slowness), () -> {
                inFlight = false;
                attachment.frameSent();
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
            lastArrival = Math.max(lastArrival, now + delay(side.slowness).toNanos());
            time.schedule(Duration.ofNanos(lastArrival - now), () -> {
                if (other.broken || side.peer.closeCode != 0) {
                    return;
                }
                if (last) {
                    side.peer.monitor.received(bytes);
                }
                ByteBuffer piece = random.nextBoolean()
                        ? ByteBuffer.wrap(bytes.clone(), start, count)
                        : ByteBuffer.allocateDirect(count)
                                .put(bytes, start, count)
                                .flip();
                other.receive(piece, last, bytes);
            });
        }

        private void receive(ByteBuffer piece, boolean last, byte[] whole) {
            if (attachment != null) {
                attachment.receive(piece, last);
                assertThat(piece.hasRemaining()).isFalse();
            } else if (last) {
                Frame.Hello hello = (Frame.Hello) Frames.decode(whole);
                assertThat(side.tokens).as("tokens").contains(SessionToken.of(hello.token()));
                attachment = side.engine.resume(this, hello);
                assertThat(attachment).as("attachment").isNotNull();
                wake();
            }
        }

        @Override
        public void close(int code, String reason) {
            if (code == 1001) {
                // Another connection has taken its place.
                broken = true;
                return;
            }
            assertThat(side.closeCode).isZero();
            side.closeCode = code;
            time.schedule(Duration.ofMillis(100), () -> other.lose(code, reason));
        }
    }
}
