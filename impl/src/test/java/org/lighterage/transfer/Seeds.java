package org.lighterage.transfer;

import java.io.IOException;
import java.time.Duration;

/**
 * Random rounds of a property test: one for each seed, for a while and at least {@code -Dlighterage.rounds=N} of them, or
 * the one that {@code -Dlighterage.seed=N} gives.
 */
final class Seeds {

    /** One round, with nothing random but what comes from its seed. */
    @FunctionalInterface
    interface Round {

        void run(long seed) throws IOException;
    }

    private Seeds() {}

    /** Runs rounds; a failure names its seed. */
    static void run(Class<?> test, Duration time, Round round) throws IOException {
        Long only = Long.getLong("lighterage.seed");
        long seed = only != null ? only : System.nanoTime();
        long end = System.nanoTime() + time.toNanos();
        long least = Long.getLong("lighterage.rounds", 0);
        int rounds = 0;
        do {
            try {
                round.run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dlighterage.seed=" + seed, e);
            }
            seed++;
            rounds++;
        } while (only == null && (System.nanoTime() < end || rounds < least));
        System.out.println(test.getSimpleName() + ": " + rounds + " sessions up to seed " + (seed - 1));
    }
}
