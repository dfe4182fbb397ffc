package org.lighterage.benchmarks.server;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server's process has used.
 *
 * @param cpuNanos since it began
 * @param heap bytes of heap in use, garbage among them unless it was collected just now
 * @param peakHeap the most of the same since the numbers were reset
 * @param peakAlive the most bytes that a collection of garbage has left; 0 where there was none
 * @param peakResident the most bytes of memory that it had of the system's; 0 where the system does not tell
 */
public record Numbers(long cpuNanos, long heap, long peakHeap, long peakAlive, long peakResident) {

    static Numbers parse(String told) {
        Map<String, Long> values = told.lines()
                .map(line -> line.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
        return new Numbers(
                values.get("cpuNanos"),
                values.get("heap"),
                values.get("peakHeap"),
                values.get("peakAlive"),
                values.get("peakResident"));
    }
}
