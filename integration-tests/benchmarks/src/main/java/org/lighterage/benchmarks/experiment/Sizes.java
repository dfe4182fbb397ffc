package org.lighterage.benchmarks.experiment;

import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.server.JavaServer;

/** Throughput by the length of messages, of which the next is sent when the one before has been answered. */
final class Sizes implements Experiment {

    /** What is sent for one measurement, unless one message is longer; and at most how many messages that may be. */
    private static final int BYTES = 64 << 20;

    private static final int MOST_MESSAGES = 2_000;

    private static final int SHORT = 16 << 20;

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        try (Contenders contenders = new Contenders()) {
            List<Contender> compared = contenders.few();
            for (Direction direction : Direction.values()) {
                Samples ofShort = null;
                Samples longest = null;
                for (int length : plan.sizes()) {
                    int repetitions = Math.min(MOST_MESSAGES, Math.max(1, BYTES / length));
                    Turns.Load load = new Turns.Load(new Payload(Kind.BINARY, length), direction, 1, repetitions);
                    try (Turns turns = new Turns(servers, JavaServer.TOMCAT, results)) {
                        longest = turns.run(name(), compared, load, plan.rounds());
                    }
                    ofShort = ofShort == null || length <= SHORT ? longest : ofShort;
                }
                judge(ofShort, longest, contenders.streamed, results);
            }
        }
    }

    private static void judge(Samples ofShort, Samples longest, Contender ours, Results results) {
        if (ofShort.has(ours) && longest.has(ours)) {
            results.add(new Target(
                    "Throughput of " + ours.name() + ": " + longest.situation() + " against " + ofShort.situation(),
                    longest.throughput(ours).median() / ofShort.throughput(ours).median(),
                    new Bound.AtLeast(0.95)));
        }
    }
}
