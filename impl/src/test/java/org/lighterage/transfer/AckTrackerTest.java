package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AckTrackerTest {

    private static final int FRAME = 32_000;
    private static final long MIB = 1 << 20;

    private final VirtualScheduler scheduler = new VirtualScheduler();

    /** Processes frames that come at intervals, and returns how many an ACK was due after. */
    private int framesOfNextAck(AckTracker acks, Duration interval) {
        int frames = 0;
        while (!acks.isDue()) {
            scheduler.advance(interval);
            acks.processed(FRAME);
            frames++;
        }
        acks.take();
        return frames;
    }

    @Test
    void isDueAtHalfOfASmallWindow() {
        AckTracker acks = new AckTracker(256 << 10, scheduler);

        assertThat(framesOfNextAck(acks, Duration.ofMillis(1))).isEqualTo(5);
    }

    @Test
    void isDueLongBeforeHalfOfALargeWindowSoThatThePeerLearnsHowFastThePathIs() {
        AckTracker acks = new AckTracker(64 * MIB, scheduler);

        Duration interval = Duration.ofNanos(300_000);
        assertThat(framesOfNextAck(acks, interval)).isEqualTo(15);
        assertThat(framesOfNextAck(acks, interval)).isEqualTo(15);
    }

    @Test
    void acknowledgesEveryFewMillisecondsWhereThePathIsSlow() {
        AckTracker acks = new AckTracker(4 * MIB, scheduler);
        Duration interval = Duration.ofNanos(1_500_000);

        assertThat(framesOfNextAck(acks, interval)).isEqualTo(15);
        framesOfNextAck(acks, interval);

        assertThat(framesOfNextAck(acks, interval)).isEqualTo(4);
        assertThat(framesOfNextAck(acks, interval)).isEqualTo(4);
    }

    @Test
    void acknowledgesMoreAtOnceWhereItComesFasterThanThreadsAreWokenButNoMoreThanHalfOfTheWindow() {
        AckTracker acks = new AckTracker(4 * MIB, scheduler);
        Duration fast = Duration.ofNanos(10_000);

        int first = framesOfNextAck(acks, fast);
        int second = framesOfNextAck(acks, fast);
        for (int i = 0; i < 10; i++) {
            framesOfNextAck(acks, fast);
        }

        assertThat(first).isEqualTo(15);
        assertThat(second).isBetween(first + 1, first * 3 / 2 + 1);
        assertThat(framesOfNextAck(acks, fast)).isEqualTo((int) Math.ceil(2.0 * MIB / FRAME));
    }

    @Test
    void acknowledgesSoonerAgainOnAnotherTransport() {
        AckTracker acks = new AckTracker(4 * MIB, scheduler);
        for (int i = 0; i < 10; i++) {
            framesOfNextAck(acks, Duration.ofNanos(10_000));
        }

        acks.resume();

        assertThat(framesOfNextAck(acks, Duration.ofNanos(10_000))).isEqualTo(15);
    }

    @Test
    void acknowledgesSoonerAgainWhereItBecomesSlow() {
        AckTracker acks = new AckTracker(4 * MIB, scheduler);
        for (int i = 0; i < 10; i++) {
            framesOfNextAck(acks, Duration.ofNanos(10_000));
        }

        for (int i = 0; i < 8; i++) {
            framesOfNextAck(acks, Duration.ofMillis(5));
        }

        assertThat(framesOfNextAck(acks, Duration.ofMillis(5))).as("64 KiB").isEqualTo(3);
    }
}
