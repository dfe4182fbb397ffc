package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds out, from another thread, whether a callback is called while a lock of its engine is held. */
final class Locks {

    private static final String NAME = "lock-probe";

    private static final ExecutorService PROBES = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, NAME);
        thread.setDaemon(true);
        return thread;
    });

    private Locks() {}

    /** Whether the caller is such a probe, whose own callbacks are not to be probed. */
    static boolean isProbe() {
        return Thread.currentThread().getName().equals(NAME);
    }

    /**
     * Whether the locks of both halves are to be had.
     *
     * @param empty an empty message of this engine, which may be released again and again; or null for the sending half
     *     alone
     */
    static boolean areFree(Engine engine, ReceivedMessage empty) {
        return succeeds(() -> {
            engine.abort(
                    new OutgoingMessage(false, new BytesSource(ByteBuffer.allocate(0)), Map.of(), bytes -> {}),
                    cause());
            if (empty != null) {
                empty.release();
            }
        });
    }

    private static MessageFailedException cause() {
        return new MessageFailedException(org.lighterage.wire.OutcomeCode.CANCELLED, "probe");
    }

    /** Whether another thread gets through with an action. */
    static boolean succeeds(Runnable action) {
        try {
            CompletableFuture.runAsync(action, PROBES).get(10, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
