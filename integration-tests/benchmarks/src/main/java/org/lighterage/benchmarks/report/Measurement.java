package org.lighterage.benchmarks.report;

/**
 * What was measured of one contender.
 *
 * @param experiment which asked for it
 * @param situation all that is the same for the contenders it is compared with
 */
public record Measurement(String experiment, String situation, String contender, Metric metric, Values values) {

    /** What has a table of its own, with a row for each contender. */
    record Group(String experiment, String situation) {}

    Group group() {
        return new Group(experiment, situation);
    }
}
