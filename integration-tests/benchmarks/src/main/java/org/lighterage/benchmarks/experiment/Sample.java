package org.lighterage.benchmarks.experiment;

/**
 * One measurement of transfers.
 *
 * @param bytes of all messages together
 */
public record Sample(long bytes, double seconds, double serverCpuSeconds, double clientCpuSeconds) {

    private static final double MB = 1e6;
    private static final double GIB = 1 << 30;

    double throughput() {
        return bytes / seconds / MB;
    }

    double serverCpuPerGib() {
        return serverCpuSeconds * GIB / bytes;
    }

    double clientCpuPerGib() {
        return clientCpuSeconds * GIB / bytes;
    }
}
