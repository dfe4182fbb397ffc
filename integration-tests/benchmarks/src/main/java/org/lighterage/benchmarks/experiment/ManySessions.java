package org.lighterage.benchmarks.experiment;

import java.util.Collections;
import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Target;
import org.lighterage.benchmarks.server.JavaServer;

/** The throughput of all sessions together, when there is one, and when there are many at once that carry as much. */
final class ManySessions implements Experiment {

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Payload payload = new Payload(Kind.BINARY, plan.lengthInManySessions());
        int most = Collections.max(plan.sessions());
        try (Contenders contenders = new Contenders()) {
            List<Contender> compared = contenders.few();
            for (Direction direction : Direction.values()) {
                Samples one = null;
                Samples many = null;
                for (int sessions : plan.sessions()) {
                    Turns.Load load = new Turns.Load(payload, direction, sessions, most / sessions);
                    try (Turns turns = new Turns(servers, JavaServer.TOMCAT, results)) {
                        many = turns.run(name(), compared, load, plan.rounds());
                    }
                    one = sessions == 1 ? many : one;
                }
                judge(one, many, contenders.streamed, results);
            }
        }
    }

    private static void judge(Samples one, Samples many, Contender ours, Results results) {
        if (one.has(ours) && many.has(ours)) {
            results.add(new Target(
                    "Throughput of " + ours.name() + ": " + many.situation() + " against one",
                    many.throughput(ours).median() / one.throughput(ours).median(),
                    new Bound.AtLeast(0.9)));
        }
    }
}
