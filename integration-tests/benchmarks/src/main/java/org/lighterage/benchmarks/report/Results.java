package org.lighterage.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that was measured, and how it is told. For one thread. */
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
    }

    public void add(Target target) {
        targets.add(target);
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

    List<Measurement> measurements() {
        return measurements;
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

    /** Writes all files; returns what is in the one for people. */
    public String write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("results.json"), JsonReport.of(this));
        Files.writeString(directory.resolve("throughput.svg"), ThroughputChart.of(this));
        String text = MarkdownReport.of(this);
        Files.writeString(directory.resolve("results.md"), text);
        return text;
    }
}
