package org.lighterage.benchmarks.experiment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Conversation;
import org.lighterage.benchmarks.contender.LighterageConversation;
import org.lighterage.benchmarks.contender.OrdinaryConversation;
import org.lighterage.benchmarks.contender.Receipt;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.report.Values;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.ShapedLink;

/**
 * How long a message of 100 bytes takes there and back while the same session carries a long one up, over loopback and over a
 * shaped link.
 */
final class Latency implements Experiment {

    private static final String ORDINARY = "one ordinary message";
    private static final String LIGHTERAGE = "Lighterage, interleaved";

    private final Map<String, Conversation.Opener> contenders = new LinkedHashMap<>();

    Latency() {
        contenders.put(ORDINARY, OrdinaryConversation::open);
        contenders.put(LIGHTERAGE, LighterageConversation::open);
    }

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Address server = servers.get(JavaServer.TOMCAT).address();
        Payload loopback = new Payload(Kind.BINARY, plan.latencyLength());
        measure("loopback", server, loopback, Math.min(1, plan.rounds().warmUp()), results);
        try (ShapedLink link = ShapedLink.common(server)) {
            Payload shaped = new Payload(Kind.BINARY, plan.shapedLatencyLength());
            Map<String, Values> times = measure(ShapedLink.COMMON, link.address(), shaped, 0, results);
            results.add(new Target(
                    "p99 of a short message during " + shaped.describe() + ", " + ShapedLink.COMMON + ": " + ORDINARY
                            + " against " + LIGHTERAGE,
                    times.get(ORDINARY).percentile(0.99) / times.get(LIGHTERAGE).percentile(0.99),
                    new Bound.AtLeast(100)));
        }
    }

    private Map<String, Values> measure(String link, Address server, Payload payload, int warmUp, Results results)
            throws Exception {
        Map<String, Values> times = new LinkedHashMap<>();
        for (Map.Entry<String, Conversation.Opener> contender : contenders.entrySet()) {
            for (int round = 0; round < warmUp; round++) {
                echoTimes(contender.getValue(), server, payload);
            }
            Values values = echoTimes(contender.getValue(), server, payload);
            times.put(contender.getKey(), values);
            String situation = link + ", during " + payload.describe();
            for (double percentile : new double[] {50, 99, 99.9}) {
                String name = percentile == Math.rint(percentile) ? "p%.0f".formatted(percentile) : "p" + percentile;
                results.add(new Measurement(
                        name(),
                        situation,
                        contender.getKey(),
                        Metric.time(name),
                        Values.of(values.percentile(percentile / 100))));
            }
            results.add(new Measurement(
                    name(), situation, contender.getKey(), new Metric("messages", "", 0), Values.of(values.count())));
        }
        return times;
    }

    private static Values echoTimes(Conversation.Opener opener, Address server, Payload payload) throws Exception {
        EchoTimes echoes = new EchoTimes();
        try (Conversation conversation = opener.open(server, payload, echoes::came)) {
            CompletableFuture<Receipt> delivered = conversation.send(payload);
            while (!delivered.isDone()) {
                conversation.sendShort(echoes.next());
                TimeUnit.MILLISECONDS.sleep(EchoTimes.INTERVAL_MILLIS);
            }
            delivered.join();
            return echoes.await();
        }
    }
}
