package org.lighterage.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** What one metric of one contender was in all rounds. */
public final class Values {

    private final double[] sorted;

    private Values(double[] values) {
        sorted = values;
        Arrays.sort(sorted);
    }

    public static Values of(double... values) {
        return new Values(values.clone());
    }

    /** One for each of the samples. */
    public static <T> Values of(Collection<T> samples, ToDoubleFunction<T> value) {
        return new Values(samples.stream().mapToDouble(value).toArray());
    }

    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double least() {
        return sorted[0];
    }

    public double most() {
        return sorted[sorted.length - 1];
    }

    /** What so much of all, 0 to 1, is no more than. */
    public double percentile(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    double[] sorted() {
        return sorted.clone();
    }

    public int count() {
        return sorted.length;
    }
}
