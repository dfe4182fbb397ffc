package org.lighterage.benchmarks.experiment;

import java.util.Map;
import org.lighterage.benchmarks.jmh.BufferBenchmark;
import org.lighterage.benchmarks.jmh.DispatchBenchmark;
import org.lighterage.benchmarks.jmh.TextBenchmark;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Values;

/** What the parts take by themselves: texts, buffers, and what stands between container and application. */
final class Parts implements Experiment {

    private static final String ALL = ".*";
    private static final Metric TIME = new Metric("time", "ns", 0);

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        add(
                "texts of 16 MiB in frames",
                Metric.THROUGHPUT,
                JmhRuns.throughput(plan, TextBenchmark.class, ALL),
                results);
        add(
                "16 MiB through a buffer",
                Metric.THROUGHPUT,
                JmhRuns.throughput(plan, BufferBenchmark.class, ALL),
                results);
        add(
                "an echo of 100 characters",
                TIME,
                JmhRuns.run(plan, DispatchBenchmark.class, ALL, nanos -> nanos),
                results);
    }

    private void add(String situation, Metric metric, Map<String, Values> values, Results results) {
        values.forEach((name, value) -> results.add(new Measurement(name(), situation, name, metric, value)));
    }
}
