package org.lighterage.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Throughput as bars, with lines for the spread; one part of the chart for each situation of the experiment. */
final class ThroughputChart {

    private static final String EXPERIMENT = "Throughput";
    private static final int WIDTH = 860;
    private static final int LEFT = 200;
    private static final int RIGHT = 90;
    private static final int TOP = 46;
    private static final int BAR = 18;
    private static final int ROW = 26;
    private static final int TITLE = 44;

    /** What the others are measured by is grey, what is a limit of the machine light, and Lighterage has a colour. */
    private static final String OURS = "#0b6e99";

    private static final String OTHERS = "#8a99a6";
    private static final String LIMITS = "#cfd8de";

    private final StringBuilder svg = new StringBuilder();
    private int y = TOP;

    private ThroughputChart() {}

    static String of(Results results) {
        Map<String, List<Measurement>> parts = new LinkedHashMap<>();
        for (Measurement measurement : results.measurements()) {
            if (measurement.experiment().equals(EXPERIMENT)
                    && measurement.metric().equals(Metric.THROUGHPUT)) {
                parts.computeIfAbsent(measurement.situation(), key -> new ArrayList<>())
                        .add(measurement);
            }
        }
        ThroughputChart chart = new ThroughputChart();
        parts.forEach(chart::part);
        return chart.end();
    }

    /** Memory alone would make all other bars short. It is cut off, and its number says how far it goes. */
    private static double scale(List<Measurement> rows) {
        return rows.stream()
                .filter(row -> !isLimit(row.contender()))
                .mapToDouble(row -> row.values().most())
                .max()
                .orElse(1);
    }

    private static boolean isLimit(String contender) {
        return contender.equals("raw TCP") || contender.equals("memory copy");
    }

    private void part(String situation, List<Measurement> rows) {
        y += TITLE;
        text(16, y - 14, situation, "font-weight='600' font-size='15'", "start");
        double most = scale(rows);
        for (Measurement row : rows) {
            bar(row, most);
        }
    }

    private void bar(Measurement row, double most) {
        Values values = row.values();
        int room = WIDTH - LEFT - RIGHT;
        boolean cut = values.median() > most;
        double length = room * Math.min(1, values.median() / most);
        text(LEFT - 10, y + 13, row.contender(), "", "end");
        rectangle(LEFT, y, length, color(row.contender()));
        if (cut) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<path d='M%.1f %d l6 %d l-6 %d' fill='none' stroke='white' stroke-width='3'/>%n",
                    LEFT + length - 14,
                    y,
                    BAR / 2,
                    BAR / 2));
        } else {
            spread(LEFT + room * values.least() / most, LEFT + room * Math.min(1, values.most() / most));
        }
        double end = cut ? LEFT + length : Math.max(LEFT + length, LEFT + room * Math.min(1, values.most() / most));
        text(end + 8, y + 13, String.format(Locale.ROOT, "%,.0f", values.median()), "font-weight='600'", "start");
        y += ROW;
    }

    private static String color(String contender) {
        if (contender.startsWith("Lighterage")) {
            return OURS;
        }
        return isLimit(contender) ? LIMITS : OTHERS;
    }

    private void rectangle(double x, int top, double width, String color) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='%d' width='%.1f' height='%d' rx='2' fill='%s'/>%n",
                x,
                top,
                Math.max(1, width),
                BAR,
                color));
    }

    private void spread(double from, double to) {
        int middle = y + BAR / 2;
        svg.append(String.format(
                Locale.ROOT,
                "<path d='M%1$.1f %3$d H%2$.1f M%1$.1f %4$d v8 M%2$.1f %4$d v8' stroke='#22303a' stroke-width='1.2'/>%n",
                from,
                to,
                middle,
                middle - 4));
    }

    private void text(double x, double baseline, String content, String style, String anchor) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x='%.1f' y='%.1f' text-anchor='%s' %s>%s</text>%n",
                x,
                baseline,
                anchor,
                style,
                content.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private String end() {
        int height = y + 16;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %2$d' width='%1$d' height='%2$d'"
                                + " font-family='system-ui, Helvetica, Arial, sans-serif' font-size='13' fill='#22303a'>%n"
                                + "<rect width='%1$d' height='%2$d' fill='white'/>%n"
                                + "<text x='16' y='30' font-size='18' font-weight='600'>Throughput in MB/s: medians of all"
                                + " rounds, and their spread</text>%n",
                        WIDTH,
                        height)
                + svg
                + "</svg>\n";
    }
}
