package org.lighterage.benchmarks.experiment;

import org.lighterage.benchmarks.report.Results;

/** One question, and how it is answered. */
public interface Experiment {

    /** What it is called where experiments are chosen. */
    default String name() {
        return getClass().getSimpleName();
    }

    void run(Plan plan, Servers servers, Results results) throws Exception;
}
