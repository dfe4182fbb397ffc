package org.lighterage.benchmarks;

import java.util.List;
import java.util.Set;
import org.lighterage.benchmarks.experiment.Experiment;
import org.lighterage.benchmarks.experiment.Experiments;
import org.lighterage.benchmarks.experiment.Plan;
import org.lighterage.benchmarks.experiment.Servers;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.Directories;
import org.lighterage.benchmarks.server.Profiler;

/**
 * Runs the experiments: those that belong to {@code -Dbenchmarks.scale}, which is check, quick or full, or those that {@code
 * -Dbenchmarks.only} names, separated by commas. What has been measured is written after each of them.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        String scale = System.getProperty("benchmarks.scale", "quick");
        String only = System.getProperty("benchmarks.only", "");
        Plan plan = Plan.of(scale);
        Results results = new Results();
        results.fact(
                "machine",
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name"));
        results.fact("JDK", System.getProperty("java.version"));
        results.fact("scale", scale + ", " + plan.rounds().measured() + " rounds");
        Profiler.start();
        for (Experiment experiment : chosen(only, plan)) {
            System.out.println(experiment.name());
            long start = System.nanoTime();
            try (Servers servers = new Servers(plan)) {
                experiment.run(plan, servers, results);
            } catch (Exception e) {
                results.failed("all", experiment.name(), e);
            }
            System.out.println(experiment.name() + " took " + (System.nanoTime() - start) / 1_000_000_000 + " s");
            // After each, so that what was measured is there if a later one is interrupted.
            results.write(Directories.OUTPUT);
        }
        Profiler.stop();
        System.out.println(results.write(Directories.OUTPUT));
        System.out.println("Written to " + Directories.OUTPUT.toAbsolutePath());
        System.exit(0);
    }

    private static List<Experiment> chosen(String only, Plan plan) {
        if (only.isBlank()) {
            return Experiments.ALL.stream().filter(plan::includes).toList();
        }
        Set<String> names = Set.of(only.trim().split("\\s*,\\s*"));
        List<Experiment> chosen = Experiments.ALL.stream()
                .filter(experiment -> names.contains(experiment.name()))
                .toList();
        if (chosen.size() < names.size()) {
            throw new IllegalArgumentException("-Dbenchmarks.only=" + only + " names what is not among "
                    + Experiments.ALL.stream().map(Experiment::name).toList());
        }
        return chosen;
    }
}
