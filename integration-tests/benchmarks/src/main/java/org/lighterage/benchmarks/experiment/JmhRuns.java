package org.lighterage.benchmarks.experiment;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.lighterage.benchmarks.jmh.LongMessageBenchmark;
import org.lighterage.benchmarks.report.Values;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Benchmarks of JMH, as short as the plan wants them. */
final class JmhRuns {

    private static final double MEGA = 1e6;

    private JmhRuns() {}

    /** MB/s by names and parameters. */
    static Map<String, Values> throughput(Plan plan, Class<? extends LongMessageBenchmark> benchmarks, String methods)
            throws RunnerException {
        return run(plan, benchmarks, methods, score -> score * LongMessageBenchmark.TOTAL / MEGA);
    }

    /**
     * Scores by names and parameters.
     *
     * @param methods a regular expression
     */
    static Map<String, Values> run(Plan plan, Class<?> benchmarks, String methods, DoubleUnaryOperator unit)
            throws RunnerException {
        Map<String, Values> values = new TreeMap<>();
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include("\\." + benchmarks.getSimpleName() + "\\.(" + methods + ")$")
                        .jvmArgs("-Xmx2g")
                        .warmupIterations(plan.rounds().warmUp() + 1)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(plan.rounds().measured())
                        .measurementTime(TimeValue.seconds(1))
                        .build())
                .run()) {
            values.put(
                    nameOf(run),
                    Values.of(
                            run.getAggregatedResult().getIterationResults(),
                            iteration -> unit.applyAsDouble(
                                    iteration.getPrimaryResult().getScore())));
        }
        return values;
    }

    private static String nameOf(RunResult run) {
        StringBuilder name = new StringBuilder(run.getPrimaryResult().getLabel());
        for (String key : run.getParams().getParamsKeys()) {
            name.append(", ").append(run.getParams().getParam(key));
        }
        return name.toString();
    }
}
