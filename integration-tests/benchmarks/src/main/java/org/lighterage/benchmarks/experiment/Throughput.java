package org.lighterage.benchmarks.experiment;

import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.JavaServer;

/** How fast one long message goes up and down on Tomcat, and what that costs of CPU, for all contenders. */
final class Throughput implements Experiment {

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        try (Contenders contenders = new Contenders()) {
            for (Kind kind : plan.kinds()) {
                Payload payload = new Payload(kind, kind.isText() ? plan.textLength() : plan.length());
                for (Direction direction : Direction.values()) {
                    Turns.Load load = new Turns.Load(payload, direction);
                    try (Turns turns = new Turns(servers, JavaServer.TOMCAT, results)) {
                        judge(
                                turns.run(name(), contenders.available(), load, plan.rounds()),
                                payload,
                                contenders,
                                results);
                    }
                }
            }
        }
    }

    private static void judge(Samples samples, Payload payload, Contenders contenders, Results results) {
        Bound againstOrdinary = new Bound.AtLeast(payload.kind().isText() ? 1.5 : 0.9);
        for (Contender ours : List.of(contenders.streamed, contenders.whole)) {
            samples.compareThroughput(ours, contenders.ordinary, againstOrdinary, results);
            samples.compareServerCpu(ours, contenders.ordinary, new Bound.AtMost(1.1), results);
        }
        if (!payload.kind().isText()) {
            Contender ours = contenders.streamed;
            samples.compareThroughput(ours, contenders.slices, new Bound.AtLeast(2), results);
            samples.compareThroughput(ours, contenders.rsocket, new Bound.AtLeast(1.5), results);
            samples.compareThroughput(ours, contenders.rsocketStream, new Bound.AtLeast(1.5), results);
            samples.compareThroughput(ours, contenders.socketIo, new Bound.AtLeast(1.5), results);
            samples.compareThroughput(ours, contenders.stomp, new Bound.AtLeast(2), results);
        }
    }
}
