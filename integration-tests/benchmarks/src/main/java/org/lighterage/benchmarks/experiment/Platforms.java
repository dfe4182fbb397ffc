package org.lighterage.benchmarks.experiment;

import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.DistributedServer;
import org.lighterage.benchmarks.server.Platform;

/** Throughput on servers other than Tomcat, of the contenders that run on each. */
final class Platforms implements Experiment {

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        for (Platform platform : DistributedServer.values()) {
            if (!platform.isAvailable()) {
                results.failed("all", platform.title(), new IllegalStateException("Its distribution is not here"));
                continue;
            }
            try (Contenders contenders = new Contenders()) {
                for (Kind kind : List.of(Kind.BINARY, Kind.ASCII)) {
                    for (Direction direction : Direction.values()) {
                        measure(contenders, kind, direction, platform, plan, servers, results);
                    }
                }
            }
            // There is not room for all of them.
            servers.close();
        }
    }

    private void measure(
            Contenders contenders,
            Kind kind,
            Direction direction,
            Platform platform,
            Plan plan,
            Servers servers,
            Results results)
            throws Exception {
        List<Contender> compared = contenders.available().stream()
                .filter(contender -> contender.ownPlatform().isEmpty())
                .toList();
        Payload payload = new Payload(kind, plan.mediumLength());
        try (Turns turns = new Turns(servers, platform, results)) {
            turns.run(name(), compared, new Turns.Load(payload, direction), plan.rounds());
        }
    }
}
