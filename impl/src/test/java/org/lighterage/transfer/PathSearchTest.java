package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What lost transports say of the path (PROTOCOL.md, section 8). */
class PathSearchTest {

    private static final int ABNORMAL = 1006;
    private static final int TOO_BIG = 1009;

    private final PathSearch path = new PathSearch(32_000);

    @Test
    void aTransportLostWith1009HalvesTheSmallerOfChunkSizeAndLongestFrame() {
        assertThat(path.lost(TOO_BIG, 1, 20_001).limit()).isEqualTo(10_000);
        assertThat(path.lost(TOO_BIG, 1, 20_001).limit()).isEqualTo(5_000);
        assertThat(path.chunkSize()).isEqualTo(5_000);
    }

    @Test
    void theChunkSizeDoesNotFallBelow1024() {
        assertThat(path.lost(TOO_BIG, 1, 1_025).limit()).isEqualTo(1_024);
        assertThat(path.lost(TOO_BIG, 1, 1_024).limit()).isZero();
    }

    @Test
    void oneLossOfAnotherKindMayHaveAnyCauseAndTheSecondAtTheSameFrameHasOne() {
        assertThat(path.lost(ABNORMAL, 7, 32_000).limit()).isZero();
        assertThat(path.lost(ABNORMAL, 7, 32_000).limit()).isEqualTo(16_000);
        assertThat(path.lost(ABNORMAL, 7, 16_000).limit()).isEqualTo(8_000);
    }

    @Test
    void progressBetweenTwoLossesClearsThePath() {
        path.lost(ABNORMAL, 7, 32_000);
        assertThat(path.lost(ABNORMAL, 8, 32_000).limit()).isZero();
        assertThat(path.lost(ABNORMAL, 8, 32_000).limit()).isPositive();
    }

    @Test
    void twelveLossesRunningAtTheSameShortFrameAreHopeless() {
        for (int i = 1; i < 12; i++) {
            assertThat(path.lost(ABNORMAL, 3, 500).hopeless()).isFalse();
        }
        assertThat(path.lost(ABNORMAL, 3, 500).hopeless()).isTrue();
    }

    @Test
    void aLimitThatIsRememberedIsNotExceeded() {
        path.limit(9_000);
        assertThat(path.chunkSize()).isEqualTo(9_000);
        path.limit(500);
        assertThat(path.chunkSize()).isEqualTo(1_024);
    }

    @Test
    void aLimitIsConfirmedOnceByAFrameOfMoreThanHalfOfIt() {
        assertThat(path.isConfirmedBy(32_000)).isFalse();
        path.lost(TOO_BIG, 1, 32_000);
        assertThat(path.isConfirmedBy(8_000)).isFalse();
        assertThat(path.isConfirmedBy(8_001)).isTrue();
        assertThat(path.isConfirmedBy(16_000)).isFalse();
    }
}
