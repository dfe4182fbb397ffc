package org.lighterage.benchmarks.report;

/**
 * What was aimed at.
 *
 * @param what is to be so, for people
 * @param measured a ratio of medians, or a number of its own
 */
public record Target(String what, double measured, Bound bound) {

    boolean isMet() {
        return bound.allows(measured);
    }
}
