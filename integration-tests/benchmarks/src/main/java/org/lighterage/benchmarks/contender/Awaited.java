package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a thread waits for and another one brings, or the reason why it does not come. Safe for use by any thread. */
final class Awaited {

    private static final int TIMEOUT_SECONDS = 600;

    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

    void put(String value) {
        queue.add(value);
    }

    void fail(Throwable reason) {
        queue.add(reason);
    }

    String take() throws IOException, InterruptedException {
        Object next = queue.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IOException("Nothing came for " + TIMEOUT_SECONDS + " s");
        }
        if (next instanceof Throwable reason) {
            throw new IOException("The other end failed", reason);
        }
        return (String) next;
    }
}
