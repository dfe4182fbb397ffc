package org.lighterage.benchmarks.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.contender.Lighterage;
import org.lighterage.benchmarks.contender.Link;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.ConfiguredServer;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.Platform;

/** Throughput by the length of Lighterage's frames. */
final class ChunkSizes implements Experiment {

    private static final List<String> LENGTHS = List.of("32000B", "4KiB", "8KiB", "16KiB", "64KiB", "256KiB", "1MiB");

    /** Lighterage with one length at both ends, for which its server is configured. */
    private record WithChunks(String length, Platform server, Contender contender) implements Contender {

        WithChunks(String length) {
            this(
                    length,
                    new ConfiguredServer(JavaServer.TOMCAT, "lighterage.chunk-size", length),
                    Lighterage.streamed(Map.of("chunk-size", length)));
        }

        @Override
        public String name() {
            return "frames of " + length;
        }

        @Override
        public Optional<Platform> ownPlatform() {
            return Optional.of(server);
        }

        @Override
        public Link open(Address address, Payload payload) throws Exception {
            return contender.open(address, payload);
        }

        @Override
        public void close() {
            contender.close();
        }
    }

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        try {
            LENGTHS.forEach(length -> contenders.add(new WithChunks(length)));
            for (Direction direction : Direction.values()) {
                Turns.Load load = new Turns.Load(new Payload(Kind.BINARY, plan.mediumLength()), direction);
                try (Turns turns = new Turns(servers, JavaServer.TOMCAT, results)) {
                    turns.run(name(), contenders, load, plan.rounds());
                }
            }
        } finally {
            contenders.forEach(Contender::close);
        }
    }
}
