package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is remembered of routes (PROTOCOL.md, section 8). */
class PathLimitsTest {

    private static final int CHUNK_SIZE = 32_000;

    private long now;
    private final PathLimits limits = new PathLimits(() -> now);

    @Test
    void aLimitHoldsForItsRouteForTenMinutes() {
        limits.found("a", 8_000);
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(8_000);
        assertThat(limits.of("a", 4_000)).isEqualTo(4_000);
        assertThat(limits.of("b", CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
        now += Duration.ofMinutes(10).toNanos() - 1;
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(8_000);
        now++;
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
    }

    @Test
    void theLowerOfTwoLimitsHolds() {
        limits.found("a", 4_000);
        limits.found("a", 8_000);
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(4_000);
    }

    @Test
    void aLimitIsToldOncePerRoute() {
        assertThat(limits.confirmed("a", 8_000)).isTrue();
        assertThat(limits.confirmed("a", 8_000)).isFalse();
        assertThat(limits.confirmed("a", 4_000)).isTrue();
        assertThat(limits.confirmed("b", 4_000)).isTrue();
    }

    @Test
    void ofSessionsThatCannotBeResumedTheSecondThatIsLostAtTheSameFrameGivesALimit() {
        limits.lost("a", 1, CHUNK_SIZE, CHUNK_SIZE);
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
        limits.lost("a", 2, CHUNK_SIZE, CHUNK_SIZE);
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
        limits.lost("a", 2, CHUNK_SIZE, CHUNK_SIZE);
        assertThat(limits.of("a", CHUNK_SIZE)).isEqualTo(16_000);
        limits.lost("b", 2, 1_024, CHUNK_SIZE);
        limits.lost("b", 2, 1_024, CHUNK_SIZE);
        assertThat(limits.of("b", CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
    }

    @Test
    void ofARouteThatIsNotKnownNothingIsRemembered() {
        limits.found(null, 1_024);
        assertThat(limits.of(null, CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
    }

    @Test
    void theRoutesThatAreRememberedAreBounded() {
        limits.found("first", 1_024);
        for (int i = 0; i < 10_000; i++) {
            limits.found(i, 1_024);
        }
        assertThat(limits.of("first", CHUNK_SIZE)).isEqualTo(CHUNK_SIZE);
        assertThat(limits.of(9_999, CHUNK_SIZE)).isEqualTo(1_024);
    }
}
