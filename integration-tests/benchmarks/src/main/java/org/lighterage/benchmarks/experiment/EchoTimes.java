package org.lighterage.benchmarks.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lighterage.benchmarks.report.Values;

/**
 * How long the short messages of one conversation take. Their times count from when the application wanted to send them. One
 * thread makes them, another one may tell that they have come. Guarded by itself.
 */
final class EchoTimes {

    /** How often one is sent. */
    static final int INTERVAL_MILLIS = 5;

    private static final int LENGTH = 100;
    private static final int TIMEOUT_SECONDS = 120;

    /** By the number in the message. */
    private final List<Long> sentNanos = new ArrayList<>();

    private final List<Double> milliseconds = new ArrayList<>();

    /** The next message, which is taken for sent. */
    synchronized String next() {
        String text = "#" + sentNanos.size() + " ";
        sentNanos.add(System.nanoTime());
        return text + "x".repeat(LENGTH - text.length());
    }

    synchronized void came(String text) {
        int number = Integer.parseInt(text.substring(1, text.indexOf(' ')));
        milliseconds.add((System.nanoTime() - sentNanos.get(number)) / 1e6);
        notifyAll();
    }

    /** The times of all in milliseconds, once all have come. */
    synchronized Values await() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (milliseconds.size() < sentNanos.size()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IOException(sentNanos.size() - milliseconds.size() + " short messages have not come back");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return Values.of(milliseconds, Double::doubleValue);
    }
}
