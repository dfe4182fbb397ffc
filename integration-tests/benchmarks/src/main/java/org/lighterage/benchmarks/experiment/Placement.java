package org.lighterage.benchmarks.experiment;

import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.report.Bound;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.PinnedServer;
import org.lighterage.benchmarks.server.Processors;

/**
 * How fast one long binary message goes down when the server and the client have a processor each, and when they share one. Left to
 * itself the system chooses anew for each transfer, and where little is done for a byte its choice matters more than what is compared.
 */
final class Placement implements Experiment {

    private static final int OF_SERVER = 0;

    /** @param ofClient its processor */
    private record Place(int ofClient, String situation) {}

    private static final List<Place> PLACES =
            List.of(new Place(1, "a processor each"), new Place(OF_SERVER, "one processor for both"));

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Turns.Load load = new Turns.Load(new Payload(Kind.BINARY, plan.length()), Direction.DOWN);
        ProcessHandle client = ProcessHandle.current();
        try (Contenders contenders = new Contenders()) {
            List<Contender> compared = List.of(
                    contenders.ordinary,
                    contenders.pieces,
                    contenders.checkedPieces,
                    contenders.streamed,
                    contenders.whole);
            for (Place place : PLACES) {
                PinnedServer server = new PinnedServer(JavaServer.TOMCAT, OF_SERVER, place.situation());
                Processors.pin(client, place.ofClient());
                try (Turns turns = new Turns(servers, server, results)) {
                    judge(turns.run(name(), compared, load, plan.rounds()), compared, results);
                } finally {
                    Processors.unpin(client);
                }
            }
        }
    }

    private static void judge(Samples samples, List<Contender> compared, Results results) {
        Contender ordinary = compared.get(0);
        compared.stream()
                .skip(1)
                .forEach(other -> samples.compareThroughput(other, ordinary, new Bound.AtLeast(0.9), results));
    }
}
