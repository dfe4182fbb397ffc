package org.lighterage.benchmarks.report;

import java.util.Locale;

/** What a number has to be. */
public sealed interface Bound {

    boolean allows(double value);

    /** For people. */
    String describe();

    /** No less than this. */
    record AtLeast(double least) implements Bound {

        @Override
        public boolean allows(double value) {
            return value >= least;
        }

        @Override
        public String describe() {
            return "at least " + number(least);
        }
    }

    /** No more than this. */
    record AtMost(double most) implements Bound {

        @Override
        public boolean allows(double value) {
            return value <= most;
        }

        @Override
        public String describe() {
            return "at most " + number(most);
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }
}
