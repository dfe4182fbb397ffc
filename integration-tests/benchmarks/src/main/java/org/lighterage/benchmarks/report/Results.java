package org.lighterage.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All that was measured, and how it is told: at once to the console, in the end in files. For one thread. */
public final class Results {

    private final List<Measurement> measurements = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /** What the measurements were made on, and how. */
    private final Map<String, String> facts = new TreeMap<>();

    public void fact(String name, String value) {
        facts.put(name, value);
    }

    public void add(Measurement measurement) {
        measurements.add(measurement);
        Metric metric = measurement.metric();
        Values values = measurement.values();
        String number = "%." + metric.decimals() + "f";
        System.out.printf(
                Locale.ROOT,
                "%-14s %-34s %-26s %-22s " + number + " %s (" + number + " to " + number + ")%n",
                measurement.experiment(),
                measurement.situation(),
                measurement.contender(),
                metric.name(),
                values.median(),
                metric.unit(),
                values.least(),
                values.most());
    }

    public void add(Target target) {
        targets.add(target);
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f, %s: %s%n",
                target.what(),
                target.measured(),
                target.bound().describe(),
                target.isMet() ? "met" : "NOT MET");
    }

    /** Notes that a contender could not do something. */
    public void failed(String contender, String what, Throwable reason) {
        StringBuilder failure = new StringBuilder(contender + ", " + what + ": ");
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            failure.append(cause == reason ? "" : ", since ").append(cause);
        }
        failures.add(failure.toString());
        System.out.println("FAILED: " + failure);
    }

    public List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    List<Target> targets() {
        return targets;
    }

    List<String> failures() {
        return failures;
    }

    Map<String, String> facts() {
        return facts;
    }

    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), JsonReport.of(this));
        Files.writeString(directory.resolve("results.md"), MarkdownReport.of(this));
        Files.writeString(directory.resolve("throughput.svg"), ThroughputChart.of(this));
    }
}
