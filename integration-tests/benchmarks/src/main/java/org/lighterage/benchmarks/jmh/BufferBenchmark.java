package org.lighterage.benchmarks.jmh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A message of 16 MiB through its buffer, in by pieces of a frame, and out in each way that applications have, beside copying the
 * same bytes twice. One thread does all.
 */
public class BufferBenchmark extends LongMessageBenchmark {

    private static final int THRESHOLD = 1 << 20;
    private static final int READ = 1 << 16;

    private final byte[] message = new byte[TOTAL];
    private final byte[] read = new byte[READ];
    private BufferBudget budget;
    private SpillDirectory directory;
    private Path parent;

    @Setup
    public void setUp() throws IOException {
        new Random(1).nextBytes(message);
        parent = Files.createTempDirectory("lighterage-benchmark-");
        budget = new BufferBudget(4L * TOTAL, 4L * TOTAL);
        directory = new SpillDirectory(parent);
    }

    @TearDown
    public void tearDown() throws IOException {
        directory.close();
        Files.delete(parent);
    }

    /** The yardstick: in and out. */
    @Benchmark
    public byte[] copyTwice() {
        byte[] copy = new byte[TOTAL];
        for (int from = 0; from < TOTAL; from += FRAME) {
            System.arraycopy(message, from, copy, from, Math.min(FRAME, TOTAL - from));
        }
        for (int from = 0; from < TOTAL; from += READ) {
            System.arraycopy(copy, from, read, 0, READ);
        }
        return read;
    }

    /** By a stream whose reader keeps up. */
    @Benchmark
    public long followed() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD);
        InputStream stream = buffer.openStreamOnce();
        long count = 0;
        for (int from = 0; from < TOTAL; from += FRAME) {
            int length = Math.min(FRAME, TOTAL - from);
            buffer.append(ByteBuffer.wrap(message, from, length));
            count += stream.readNBytes(read, 0, length);
        }
        buffer.complete();
        buffer.release();
        return count;
    }

    /** As one array. */
    @Benchmark
    public int whole() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD, TOTAL);
        fill(buffer);
        int length = buffer.toByteArray().length;
        buffer.release();
        return length;
    }

    /** By a stream after all has come, from a file but for the first part. */
    @Benchmark
    public long spilled() throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD);
        fill(buffer);
        long count = 0;
        InputStream stream = buffer.openStream();
        for (int n = stream.read(read); n >= 0; n = stream.read(read)) {
            count += n;
        }
        buffer.release();
        return count;
    }

    private void fill(MessageBuffer buffer) throws IOException {
        for (int from = 0; from < TOTAL; from += FRAME) {
            buffer.append(ByteBuffer.wrap(message, from, Math.min(FRAME, TOTAL - from)));
        }
        buffer.complete();
    }
}
