package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One end of a link on real threads: one that writes, one that reads, one that is the application. Every callback looks
 * whether a lock of the engine is held.
 */
final class ThreadedSide implements Transport, OneTransport, AutoCloseable {

    final Engine engine;
    private final Attachment attachment;
    final Queue<byte[]> received = new ConcurrentLinkedQueue<>();
    final Queue<IOException> failedWhileRead = new ConcurrentLinkedQueue<>();
    final Queue<String> lockedIn = new ConcurrentLinkedQueue<>();
    final TransferRecorder transfers = new TransferRecorder();
    volatile int closeCode;

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private final ExecutorService application = Executors.newSingleThreadExecutor();
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicInteger callbacks = new AtomicInteger();
    private volatile ReceivedMessage empty;
    private ThreadedSide peer;

    ThreadedSide(Role role, EngineOptions options, Buffers buffers) {
        engine = new Engine(
                role, options, new RealScheduler(), buffers, this, looking(transfers), Tokens.NONE, new SecureRandom());
        attachment = engine.attach(this);
    }

    /** Takes messages from their first frame on. */
    ThreadedSide streaming() {
        engine.setStreaming(true, true);
        engine.setStreaming(false, true);
        return this;
    }

    static void connect(ThreadedSide client, ThreadedSide server) {
        client.peer = server;
        server.peer = client;
        server.attachment.start();
        client.attachment.start();
    }

    private final class RealScheduler implements Scheduler {

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Cancellable schedule(Duration delay, Runnable task) {
            ScheduledFuture<?> future = timers.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }
    }

    private TransferListener looking(TransferListener listener) {
        return new TransferListener() {
            @Override
            public Begun incoming(boolean text, long length, Map<String, String> metadata) {
                return listener.incoming(text, length, metadata);
            }

            @Override
            public Begun outgoing(boolean text, long length, Map<String, String> metadata) {
                sample("outgoing");
                return listener.outgoing(text, length, metadata);
            }

            @Override
            public void wake() {
                sample("wake of transfers");
                listener.wake();
            }
        };
    }

    /** Looks at one callback of a hundred, since each look takes another thread. */
    void sample(String callback) {
        if (callbacks.incrementAndGet() % 100 == 1) {
            look(callback);
        }
    }

    private void look(String callback) {
        if (!Locks.isProbe() && !Locks.areFree(engine, empty)) {
            lockedIn.add(callback);
        }
    }

    @Override
    public void wake() {
        if (!Locks.isProbe()) {
            sample("wake");
        }
        if (wakes.getAndIncrement() == 0) {
            execute(writer, this::write);
        }
    }

    private void write() {
        int seen;
        do {
            seen = wakes.get();
            for (ByteBuffer frame = attachment.poll(ByteBuffer::allocate);
                    frame != null;
                    frame = attachment.poll(ByteBuffer::allocate)) {
                ByteBuffer sent = frame;
                execute(peer.reader, () -> peer.attachment.receive(sent, true));
                attachment.frameSent();
            }
        } while (wakes.addAndGet(-seen) != 0);
    }

    private static void execute(ExecutorService executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // The test is over.
        }
    }

    @Override
    public void close(int code, String reason) {
        closeCode = code;
        if (!Locks.succeeds(() -> attachment.lost(code, new IOException("closed")))) {
            lockedIn.add("close");
        }
        execute(peer.reader, () -> peer.lose(code));
    }

    void lose(int code) {
        attachment.lost(code, new IOException("closed with " + code));
    }

    @Override
    public void onOpen() {
        look("onOpen");
    }

    @Override
    public void onMessage() {
        sample("onMessage");
        execute(application, this::takeAll);
    }

    private void takeAll() {
        for (ReceivedMessage message = engine.takeMessage(); message != null; message = engine.takeMessage()) {
            try {
                if (message.length() == 0) {
                    empty = message;
                }
                received.add(
                        message.isWhole()
                                ? message.bytes()
                                : message.openStream().readAllBytes());
            } catch (IOException e) {
                failedWhileRead.add(e);
            } finally {
                message.release();
            }
        }
    }

    @Override
    public void close() {
        for (ExecutorService executor : new ExecutorService[] {timers, writer, reader, application}) {
            executor.shutdownNow();
        }
    }
}
