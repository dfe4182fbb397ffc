package org.lighterage.benchmarks.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.contender.Link;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Values;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.ShapedLink;

/** How long after it was sent the server's application has the first byte of a long message. */
final class FirstByte implements Experiment {

    private static final Metric METRIC = Metric.time("first byte after");

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Address server = servers.get(JavaServer.TOMCAT).address();
        try (Contenders contenders = new Contenders();
                ShapedLink link = ShapedLink.common(server)) {
            List<Contender> compared =
                    List.of(contenders.ordinary, contenders.streamed, contenders.whole, contenders.http);
            Payload payload = new Payload(Kind.BINARY, plan.lengthOfStream());
            measure("loopback", server, compared, payload, plan, results);
            measure(ShapedLink.COMMON, link.address(), compared, payload, plan, results);
        }
    }

    private void measure(
            String link, Address address, List<Contender> contenders, Payload payload, Plan plan, Results results)
            throws Exception {
        Map<Contender, Link> links = new LinkedHashMap<>();
        Map<Contender, double[]> times = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            links.put(contender, contender.open(address, payload));
            times.put(contender, new double[plan.rounds().measured()]);
        }
        for (int round = -plan.rounds().warmUp(); round < plan.rounds().measured(); round++) {
            for (Contender contender : contenders) {
                long start = System.nanoTime();
                double millis = (links.get(contender).upload(payload).firstNanos() - start) / 1e6;
                if (round >= 0) {
                    times.get(contender)[round] = millis;
                }
            }
        }
        for (Contender contender : contenders) {
            links.get(contender).close();
            results.add(new Measurement(
                    name(),
                    link + ", " + payload.describe(),
                    contender.name(),
                    METRIC,
                    Values.of(times.get(contender))));
        }
    }
}
