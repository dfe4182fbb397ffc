package org.lighterage.benchmarks.report;

/**
 * What is measured.
 *
 * @param decimals how many of them tables have
 */
public record Metric(String name, String unit, int decimals) {

    public static final Metric THROUGHPUT = new Metric("throughput", "MB/s", 0);
    public static final Metric SERVER_CPU = new Metric("CPU of the server", "s/GiB", 2);
    public static final Metric CLIENT_CPU = new Metric("CPU of the client", "s/GiB", 2);

    /** Bytes, which tables tell as MiB. */
    public static Metric memory(String name) {
        return new Metric(name, "MiB", 1);
    }

    /** Milliseconds. */
    public static Metric time(String name) {
        return new Metric(name, "ms", 2);
    }
}
