package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * What goes one way over a connection of a {@link ShapedLink}: one thread takes it at the rate of the link, another one gives
 * it when the delay is over. They meet in a queue, whose bytes are bounded by a semaphore.
 */
final class ShapedDirection {

    /** Bytes that are taken at once: 0.4 ms of 20 MB/s. */
    private static final int PIECE = 8 << 10;

    private static final long MOST_OVERSLEPT_NANOS = 5_000_000;

    /** Marks the end; no piece is empty. */
    private static final Piece END = new Piece(new byte[0], 0);

    private final Socket from;
    private final Socket to;
    private final double nanosPerByte;
    private final long delayNanos;
    private final int capacity;
    private final Semaphore room;
    private final BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>();

    /** @param dueNanos when it comes out */
    private record Piece(byte[] bytes, long dueNanos) {}

    ShapedDirection(Socket from, Socket to, long bytesPerSecond, Duration delay) {
        this.from = from;
        this.to = to;
        nanosPerByte = 1e9 / bytesPerSecond;
        delayNanos = delay.toNanos();
        capacity = (int) (delayNanos / nanosPerByte) + PIECE;
        room = new Semaphore(capacity);
    }

    void start(Executor threads) {
        threads.execute(this::take);
        threads.execute(this::give);
    }

    private void take() {
        byte[] piece = new byte[PIECE];
        try (InputStream in = from.getInputStream()) {
            long sentNanos = System.nanoTime();
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                room.acquire(count);
                // A link that was idle has saved nothing, but a thread that has slept too long may catch up.
                sentNanos =
                        Math.max(sentNanos, System.nanoTime() - MOST_OVERSLEPT_NANOS) + (long) (count * nanosPerByte);
                sleepUntil(sentNanos);
                underWay.add(new Piece(Arrays.copyOf(piece, count), sentNanos + delayNanos));
            }
        } catch (IOException | InterruptedException e) {
            // The connection has ended.
        }
        underWay.add(END);
    }

    private void give() {
        try (OutputStream out = to.getOutputStream()) {
            for (Piece piece = underWay.take(); piece != END; piece = underWay.take()) {
                sleepUntil(piece.dueNanos());
                out.write(piece.bytes());
                room.release(piece.bytes().length);
            }
        } catch (IOException | InterruptedException e) {
            // The other side has ended; so that nobody waits for room.
            room.release(capacity);
        }
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
