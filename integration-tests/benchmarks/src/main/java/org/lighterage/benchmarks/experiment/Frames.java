package org.lighterage.benchmarks.experiment;

import java.util.Map;
import org.lighterage.benchmarks.jmh.FrameBenchmark;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.report.Values;

/** {@link FrameBenchmark}: reading frames with their checksum, beside copying the same bytes once. */
final class Frames implements Experiment {

    private static final String COPY = "arraycopy";
    private static final String READ = "readWithChecksum";

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Map<String, Values> rates = JmhRuns.throughput(plan, FrameBenchmark.class, COPY + "|" + READ);
        rates.forEach((name, values) ->
                results.add(new Measurement(name(), "16 MiB in frames", name, Metric.THROUGHPUT, values)));
        results.add(new Target(
                "Reading frames with their checksum against arraycopy",
                rates.get(READ).median() / rates.get(COPY).median(),
                new Bound.AtLeast(0.5)));
    }
}
