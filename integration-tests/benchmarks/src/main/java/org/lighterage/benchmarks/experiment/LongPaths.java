package org.lighterage.benchmarks.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.contender.Link;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.ShapedLink;

/** Throughput over links on which much is under way before an answer comes. */
final class LongPaths implements Experiment {

    private record Path(String name, long bytesPerSecond, Duration delay) {}

    private static final List<Path> PATHS = List.of(
            new Path("100 Mb/s, 75 ms", 12_500_000, Duration.ofMillis(75)),
            new Path("1 Gb/s, 50 ms", 125_000_000, Duration.ofMillis(50)));

    /** A contender whose clients connect to the link. */
    private record Distant(Contender contender, Path path, ShapedLink link) implements Contender {

        @Override
        public String name() {
            return contender.name() + ", " + path.name();
        }

        @Override
        public boolean carries(Payload payload) {
            return contender.carries(payload);
        }

        @Override
        public Link open(Address server, Payload payload) throws Exception {
            return contender.open(link.address(), payload);
        }
    }

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        Address server = servers.get(JavaServer.TOMCAT).address();
        try (Contenders contenders = new Contenders()) {
            List<Contender> compared = new ArrayList<>(contenders.available());
            compared.retainAll(List.of(
                    contenders.ordinary,
                    contenders.pieces,
                    contenders.streamed,
                    contenders.slices,
                    contenders.ordinaryInNode,
                    contenders.lighterageInNode));
            for (Path path : PATHS) {
                compare(path, server, compared, plan, servers, results);
            }
        }
    }

    private void compare(
            Path path, Address server, List<Contender> compared, Plan plan, Servers servers, Results results)
            throws Exception {
        try (ShapedLink link = new ShapedLink(server, path.bytesPerSecond(), path.delay())) {
            List<Contender> distant = compared.stream()
                    .<Contender>map(contender -> new Distant(contender, path, link))
                    .toList();
            for (Direction direction : Direction.values()) {
                Payload payload = new Payload(Kind.BINARY, plan.lengthOverLongPaths());
                try (Turns turns = new Turns(servers, JavaServer.TOMCAT, results)) {
                    turns.run(name(), distant, new Turns.Load(payload, direction), plan.rounds());
                }
            }
        }
    }
}
