package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CongestionWindowTest {

    private static final long MIB = 1 << 20;

    /** Bytes that are acknowledged at once, on a fast path and on a slow one. */
    private static final long STEP = 448 << 10;

    private static final long LEAST_STEP = 64 << 10;

    private static SimulatedPath path(long megabytesPerSecond, int delayMillis) {
        return path(megabytesPerSecond, delayMillis, STEP);
    }

    private static SimulatedPath path(long megabytesPerSecond, int delayMillis, long step) {
        return new SimulatedPath(megabytesPerSecond * 1_000_000, Duration.ofMillis(delayMillis), 64 * MIB, step);
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "12, 75", "20, 20", "60, 150", "125, 50", "125, 1", "300, 100"})
    void fillsThePathWithoutAQueueThatShortMessagesWouldFeel(long megabytesPerSecond, int delayMillis) {
        for (long step : new long[] {LEAST_STEP, STEP}) {
            SimulatedPath path = path(megabytesPerSecond, delayMillis, step);
            path.run(Duration.ofSeconds(10));

            double rate = path.run(Duration.ofSeconds(10));

            assertThat(rate).isGreaterThan(0.97 * megabytesPerSecond * 1e6);
            // What the least window is too much for on a slow path, and half of the round trip.
            double most = CongestionWindow.LEAST / (megabytesPerSecond * 1e6) + delayMillis / 1e3 + 0.02;
            assertThat(path.queue().toMillis() / 1e3).isLessThan(most);
        }
    }

    @Test
    void reachesThePeersWindowWhereThePathIsFasterThanThreadsAreWoken() {
        SimulatedPath path = new SimulatedPath(2_000_000_000, Duration.ofNanos(200_000), 4 * MIB, STEP);

        path.run(Duration.ofMillis(100));

        assertThat(path.congestion.bytes()).isEqualTo(4 * MIB);
    }

    @Test
    void startsWithLittleAndGrowsOnlyWhereFramesWaitForRoom() {
        SimulatedPath path = path(20, 100);
        path.left = CongestionWindow.LEAST / 2;

        path.run(Duration.ofSeconds(5));

        assertThat(path.congestion.bytes()).isEqualTo(CongestionWindow.LEAST);
    }

    @Test
    void keepsAPathBusyWhosePeerAcknowledgesHalfOfItsWindowAtOnce() {
        SimulatedPath path = new SimulatedPath(60_000_000, Duration.ofMillis(5), 4 * MIB, 2 * MIB);
        path.run(Duration.ofSeconds(2));

        assertThat(path.run(Duration.ofSeconds(5))).isGreaterThan(0.97 * 60e6);
    }

    @Test
    void neverExceedsAWindowThatIsSmall() {
        SimulatedPath path = new SimulatedPath(100_000_000, Duration.ofMillis(100), 2 * MIB, MIB);

        path.run(Duration.ofSeconds(5));

        assertThat(path.congestion.bytes()).isEqualTo(2 * MIB);
    }

    @Test
    void shrinksWhenThePathBecomesNarrow() {
        SimulatedPath path = path(125, 50);
        path.run(Duration.ofSeconds(5));
        assertThat(path.congestion.bytes()).isGreaterThan(12 * MIB);

        path.narrow(5_000_000);
        path.run(Duration.ofSeconds(20));

        assertThat(path.congestion.bytes()).isLessThan(2 * MIB);
    }
}
