package org.lighterage.benchmarks.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.contender.Link;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.server.Platform;
import org.lighterage.benchmarks.server.ServerProcess;

/**
 * Has contenders transfer the same in turn, several rounds, so that whatever else the machine does meets all of them. Their
 * connections stay from round to round; before each transfer both ends are rid of garbage of others. For one thread.
 */
final class Turns implements AutoCloseable {

    /** After which a transfer has failed. */
    private static final int TIMEOUT_MINUTES = 5;

    private final Servers servers;
    private final Platform platform;
    private final Results results;
    private final Map<Contender, List<Link>> links = new LinkedHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Turns(Servers servers, Platform platform, Results results) {
        this.servers = servers;
        this.platform = platform;
        this.results = results;
    }

    /** What is to be transferred: a message in each of so many sessions at once, so many times. */
    record Load(Payload payload, Direction direction, int sessions, int repetitions) {

        /** One message in one session. */
        Load(Payload payload, Direction direction) {
            this(payload, direction, 1, 1);
        }

        /** For people. */
        String describe() {
            return payload.describe() + ", " + direction + (sessions == 1 ? "" : ", " + sessions + " sessions");
        }

        long bytes() {
            return (long) payload.length() * sessions * repetitions;
        }
    }

    /**
     * Runs all rounds for an experiment and adds the samples of each contender to the results; one that fails has none, which
     * is noted.
     */
    Samples run(String experiment, List<Contender> contenders, Load load, Plan.Rounds rounds)
            throws InterruptedException {
        Map<Contender, List<Sample>> samples = new LinkedHashMap<>();
        contenders.stream()
                .filter(contender -> contender.carries(load.payload()))
                .forEach(contender -> samples.put(contender, new ArrayList<>()));
        for (int round = -rounds.warmUp(); round < rounds.measured(); round++) {
            for (Contender contender : List.copyOf(samples.keySet())) {
                try {
                    Sample sample = transfer(contender, load);
                    tellProgress(contender, round, sample);
                    if (round >= 0) {
                        samples.get(contender).add(sample);
                    }
                } catch (InterruptedException e) {
                    throw e;
                } catch (Exception e) {
                    samples.remove(contender);
                    results.failed(contender.name(), load.describe(), e);
                    closeLinks(contender);
                }
            }
        }
        Samples all = new Samples(experiment, platform.title() + ", " + load.describe(), samples);
        all.report(results);
        return all;
    }

    private static void tellProgress(Contender contender, int round, Sample sample) {
        System.out.printf(
                Locale.ROOT,
                "  round %2d  %-28s %6.0f MB/s  CPU of server %5.2f, of client %5.2f s/GiB%n",
                round,
                contender.name(),
                sample.throughput(),
                sample.serverCpuPerGib(),
                sample.clientCpuPerGib());
    }

    private Sample transfer(Contender contender, Load load) throws Exception {
        ServerProcess server = servers.serverOf(contender, platform);
        List<Link> open = links.computeIfAbsent(contender, key -> new ArrayList<>());
        while (open.size() < load.sessions()) {
            open.add(contender.open(server.address(), load.payload()));
        }
        server.collectGarbage();
        open.get(0).collectGarbage();
        long serverCpu = server.numbers().cpuNanos();
        long clientCpu = open.get(0).cpuNanos();
        long start = System.nanoTime();
        transferAll(open, load);
        double seconds = (System.nanoTime() - start) / 1e9;
        clientCpu = open.get(0).cpuNanos() - clientCpu;
        serverCpu = server.numbers().cpuNanos() - serverCpu;
        return new Sample(load.bytes(), seconds, serverCpu / 1e9, clientCpu / 1e9);
    }

    private void transferAll(List<Link> open, Load load) throws Exception {
        List<Callable<Void>> transfers = new ArrayList<>();
        for (Link link : open.subList(0, load.sessions())) {
            transfers.add(() -> {
                for (int i = 0; i < load.repetitions(); i++) {
                    load.direction().transfer(link, load.payload());
                }
                return null;
            });
        }
        for (Future<Void> transfer : threads.invokeAll(transfers, TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            transfer.get();
        }
    }

    private void closeLinks(Contender contender) {
        List<Link> open = links.remove(contender);
        if (open == null) {
            return;
        }
        for (Link link : open) {
            try {
                link.close();
            } catch (IOException | RuntimeException e) {
                // It has failed before.
            }
        }
    }

    @Override
    public void close() {
        List.copyOf(links.keySet()).forEach(this::closeLinks);
        threads.shutdownNow();
    }
}
