package org.lighterage.benchmarks.experiment;

import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.HalfSender;
import org.lighterage.benchmarks.contender.LighterageHalves;
import org.lighterage.benchmarks.contender.OrdinaryHalves;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.report.Values;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.ServerProcess;

/**
 * What messages of 10 MB cost of the server's heap of which half has come: of a server whose heap is as small as Lighterage's
 * target for it allows, and of one that has room for what ordinary messages reserve, of which there are fewer for that reason.
 */
final class HalfSentMessages implements Experiment {

    private static final Payload MESSAGE = new Payload(Kind.BINARY, 10_000_000);
    private static final int MIB = 1 << 20;
    private static final int TARGET = 256;
    private static final int ORDINARY_SESSIONS = 100;

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        try (HalfSender ordinary = new OrdinaryHalves()) {
            measure(ordinary, "4g", ORDINARY_SESSIONS, results);
        }
        try (HalfSender ours = new LighterageHalves()) {
            double live = measure(ours, "512m", plan.halfSentMessages(), results);
            results.add(new Target(
                    "Live heap in MiB with %,d half-sent messages of 10 MB".formatted(plan.halfSentMessages()),
                    live,
                    new Bound.AtMost(TARGET)));
        }
    }

    /** Returns the live heap with all of them, in MiB. */
    private double measure(HalfSender contender, String heap, int sessions, Results results) throws Exception {
        try (ServerProcess server = JavaServer.TOMCAT.start(List.of("-Xmx" + heap))) {
            // What the first session loads and makes is no cost of a message.
            contender.sendHalf(server.address(), MESSAGE);
            long before = server.numbersWithoutGarbage().heap();
            for (int i = 0; i < sessions; i++) {
                contender.sendHalf(server.address(), MESSAGE);
            }
            long live = server.numbersWithoutGarbage().heap();
            String name = "%s, %,d sessions, -Xmx%s".formatted(contender.name(), sessions, heap);
            add(name, "heap of a message", (live - before) / (double) sessions / MIB, results);
            add(name, "live heap in all", live / (double) MIB, results);
            return live / (double) MIB;
        }
    }

    private void add(String contender, String metric, double value, Results results) {
        results.add(new Measurement(
                name(), "Tomcat, half of 10 MB each", contender, new Metric(metric, "MiB", 3), Values.of(value)));
    }
}
