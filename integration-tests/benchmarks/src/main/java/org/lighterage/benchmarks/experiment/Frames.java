package org.lighterage.benchmarks.experiment;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.lighterage.benchmarks.jmh.FrameBenchmark;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.report.Values;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** {@link FrameBenchmark}: reading frames with their checksum, beside copying the same bytes once. */
final class Frames implements Experiment {

    private static final String COPY = "arraycopy";
    private static final String READ = "readWithChecksum";

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include(FrameBenchmark.class.getSimpleName() + "\\.(" + COPY + "|" + READ + ")$")
                        .jvmArgs("-Xmx2g")
                        .warmupIterations(plan.rounds().warmUp() + 1)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(plan.rounds().measured())
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run();
        Map<String, Values> rates = new TreeMap<>();
        for (RunResult run : runs) {
            rates.put(
                    run.getPrimaryResult().getLabel(),
                    Values.of(run.getAggregatedResult().getIterationResults(), Frames::rate));
        }
        rates.forEach((name, values) ->
                results.add(new Measurement(name(), "16 MiB in frames", name, Metric.THROUGHPUT, values)));
        results.add(new Target(
                "Reading frames with their checksum against arraycopy",
                rates.get(READ).median() / rates.get(COPY).median(),
                new Bound.AtLeast(0.5)));
    }

    private static double rate(IterationResult iteration) {
        return iteration.getPrimaryResult().getScore() * FrameBenchmark.TOTAL / 1e6;
    }
}
