package org.lighterage.transfer;

import java.time.Duration;

/** Options of an engine under test: the defaults, and one method for each that a test changes. */
final class TestOptions {

    private int chunkSize = 32_000;
    private long maxFrame = 32_000;
    private long maxText = 64 << 20;
    private long maxBinary = 64 << 20;
    private long window = 1 << 20;
    private int maxConcurrent = 8;
    private Ordering ordering = Ordering.STRICT;
    private long resumeSeconds;

    static TestOptions options() {
        return new TestOptions();
    }

    TestOptions chunkSize(int bytes) {
        chunkSize = bytes;
        return this;
    }

    TestOptions maxFrame(long bytes) {
        maxFrame = bytes;
        return this;
    }

    TestOptions maxMessage(long bytes) {
        maxBinary = bytes;
        return maxText(bytes);
    }

    TestOptions maxText(long bytes) {
        maxText = bytes;
        return this;
    }

    TestOptions window(long bytes) {
        window = bytes;
        return this;
    }

    TestOptions maxConcurrent(int messages) {
        maxConcurrent = messages;
        return this;
    }

    TestOptions interleaved() {
        ordering = Ordering.INTERLEAVED;
        return this;
    }

    TestOptions resume(long seconds) {
        resumeSeconds = seconds;
        return this;
    }

    EngineOptions build() {
        return new EngineOptions(
                chunkSize,
                maxFrame,
                maxText,
                maxBinary,
                window,
                maxConcurrent,
                ordering,
                resumeSeconds,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }
}
