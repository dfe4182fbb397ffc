package org.lighterage.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Results for people: first what was aimed at, then all that was measured, each beside the first contender of its table. */
final class MarkdownReport {

    private MarkdownReport() {}

    static String of(Results results) {
        StringBuilder text = new StringBuilder("# Benchmarks\n\n");
        results.facts().forEach((name, value) -> text.append("- ")
                .append(name)
                .append(": ")
                .append(value)
                .append('\n'));
        text.append(
                "\nMedians, and from the least to the greatest of all rounds. Ratios are of medians, to the first row.\n");
        if (!results.targets().isEmpty()) {
            targets(results.targets(), text);
        }
        String experiment = "";
        for (Map.Entry<Measurement.Group, List<Measurement>> group :
                groups(results).entrySet()) {
            if (!group.getKey().experiment().equals(experiment)) {
                experiment = group.getKey().experiment();
                text.append("\n## ").append(experiment).append('\n');
            }
            text.append("\n### ").append(group.getKey().situation()).append("\n\n");
            table(group.getValue(), text);
        }
        if (!results.failures().isEmpty()) {
            text.append("\n## What failed\n\n");
            results.failures()
                    .forEach(failure -> text.append("- ").append(failure).append('\n'));
        }
        return text.toString();
    }

    private static void targets(List<Target> targets, StringBuilder text) {
        text.append("\n## Targets\n\n| | measured | target | |\n|---|---|---|---|\n");
        for (Target target : targets) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %s | %s |%n",
                    target.what(),
                    target.measured(),
                    target.bound().describe(),
                    target.isMet() ? "met" : "**not met**"));
        }
    }

    private static Map<Measurement.Group, List<Measurement>> groups(Results results) {
        return results.measurements().stream()
                .collect(Collectors.groupingBy(Measurement::group, LinkedHashMap::new, Collectors.toList()));
    }

    private static void table(List<Measurement> measurements, StringBuilder text) {
        Set<Metric> metrics = new LinkedHashSet<>();
        Map<String, Map<Metric, Values>> rows = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            metrics.add(measurement.metric());
            rows.computeIfAbsent(measurement.contender(), key -> new LinkedHashMap<>())
                    .put(measurement.metric(), measurement.values());
        }
        Map<Metric, Values> first = rows.values().iterator().next();
        List<String> titles = new ArrayList<>();
        for (Metric metric : metrics) {
            titles.add(metric.unit().isEmpty() ? metric.name() : metric.name() + ", " + metric.unit());
            titles.add("ratio");
        }
        text.append("| | ").append(String.join(" | ", titles)).append(" |\n|---|");
        text.append("---|".repeat(titles.size())).append('\n');
        rows.forEach((contender, values) -> {
            text.append("| ").append(contender).append(" |");
            for (Metric metric : metrics) {
                text.append(cells(metric, values.get(metric), first.get(metric)));
            }
            text.append('\n');
        });
    }

    private static String cells(Metric metric, Values values, Values first) {
        if (values == null) {
            return " | |";
        }
        String number = "%." + metric.decimals() + "f";
        String spread = values.count() == 1 ? "" : " (" + number + " to " + number + ")";
        String ratio = first == null || first.median() == 0
                ? ""
                : String.format(Locale.ROOT, "%.2f", values.median() / first.median());
        return String.format(
                Locale.ROOT,
                " " + number + spread + " | " + ratio + " |",
                values.median(),
                values.least(),
                values.most());
    }
}
