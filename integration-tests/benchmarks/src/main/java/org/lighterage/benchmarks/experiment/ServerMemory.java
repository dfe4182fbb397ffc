package org.lighterage.benchmarks.experiment;

import java.util.List;
import java.util.function.ToLongFunction;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.contender.Link;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Values;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.Numbers;
import org.lighterage.benchmarks.server.ServerProcess;

/**
 * The memory that a server takes while a long message comes, each contender's a new one: virtual machines do not give back what
 * they have taken. The heap is as large as the virtual machine lets it grow; what of it was alive is known of each collection.
 */
final class ServerMemory implements Experiment {

    private static final int MESSAGES = 3;
    private static final double MIB = 1 << 20;

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Payload payload = new Payload(Kind.BINARY, plan.length());
        try (Contenders contenders = new Contenders()) {
            for (Contender contender : List.of(
                    contenders.ordinary,
                    contenders.streamed,
                    contenders.whole,
                    contenders.slices,
                    contenders.rsocket,
                    contenders.rsocketStream,
                    contenders.stomp,
                    contenders.http)) {
                servers.close();
                try {
                    measure(contender, servers.serverOf(contender, JavaServer.TOMCAT), payload, results);
                } catch (Exception e) {
                    results.failed(contender.name(), name() + ", " + payload.describe(), e);
                }
            }
        }
    }

    private void measure(Contender contender, ServerProcess server, Payload payload, Results results) throws Exception {
        try (Link link = contender.open(server.address(), payload)) {
            server.reset();
            for (int i = 0; i < MESSAGES; i++) {
                link.upload(payload);
            }
            // Collections tell what was alive, and there need not have been one meanwhile.
            Numbers numbers = server.numbersWithoutGarbage();
            add(contender, "live heap at most", Numbers::peakAlive, numbers, payload, results);
            add(contender, "used heap at most", Numbers::peakHeap, numbers, payload, results);
            add(contender, "resident memory at most", Numbers::peakResident, numbers, payload, results);
        }
    }

    private void add(
            Contender contender,
            String metric,
            ToLongFunction<Numbers> value,
            Numbers numbers,
            Payload payload,
            Results results) {
        results.add(new Measurement(
                name(),
                "%d times %s, up".formatted(MESSAGES, payload.describe()),
                contender.name(),
                Metric.memory(metric),
                Values.of(value.applyAsLong(numbers) / MIB)));
    }
}
