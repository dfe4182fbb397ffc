package org.lighterage.benchmarks.experiment;

import java.util.List;
import java.util.Map;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.report.Values;

/**
 * What contenders did with the same load.
 *
 * @param experiment which asked for it
 * @param situation the load, for people
 */
record Samples(String experiment, String situation, Map<Contender, List<Sample>> of) {

    /** Adds throughput and CPU of all to the results. */
    void report(Results results) {
        of.forEach((contender, samples) -> {
            if (!samples.isEmpty()) {
                add(contender, Metric.THROUGHPUT, throughput(contender), results);
                add(contender, Metric.SERVER_CPU, Values.of(samples, Sample::serverCpuPerGib), results);
                add(contender, Metric.CLIENT_CPU, Values.of(samples, Sample::clientCpuPerGib), results);
            }
        });
    }

    private void add(Contender contender, Metric metric, Values values, Results results) {
        results.add(new Measurement(experiment, situation, contender.name(), metric, values));
    }

    boolean has(Contender contender) {
        return of.containsKey(contender);
    }

    Values throughput(Contender contender) {
        return Values.of(of.get(contender), Sample::throughput);
    }

    /** Compares the throughput of one with another's, where both were measured. */
    void compareThroughput(Contender ours, Contender other, Bound bound, Results results) {
        if (has(ours) && has(other)) {
            results.add(new Target(
                    "Throughput, " + situation + ": " + ours.name() + " against " + other.name(),
                    throughput(ours).median() / throughput(other).median(),
                    bound));
        }
    }

    /** Compares what one costs of the server's CPU with what another does, where both were measured. */
    void compareServerCpu(Contender ours, Contender other, Bound bound, Results results) {
        if (has(ours) && has(other)) {
            results.add(new Target(
                    "CPU of the server, " + situation + ": " + ours.name() + " against " + other.name(),
                    Values.of(of.get(ours), Sample::serverCpuPerGib).median()
                            / Values.of(of.get(other), Sample::serverCpuPerGib).median(),
                    bound));
        }
    }
}
