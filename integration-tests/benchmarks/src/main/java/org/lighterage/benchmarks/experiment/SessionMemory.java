package org.lighterage.benchmarks.experiment;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.lighterage.benchmarks.contender.RawClient;
import org.lighterage.benchmarks.report.Measurement;
import org.lighterage.benchmarks.report.Metric;
import org.lighterage.benchmarks.report.Results;
import org.lighterage.benchmarks.report.Values;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.ServerProcess;

/**
 * What a session costs that sends nothing large: the live heap of the server with thousands of them, on an ordinary endpoint,
 * on the same one with {@code @LargeMessages}, and there with the protocol negotiated. Each has a server of its own.
 */
final class SessionMemory implements Experiment {

    private static final Metric METRIC = new Metric("heap of an idle session", "bytes", 0);

    @FunctionalInterface
    private interface Opener {

        RawClient open(URI uri) throws IOException;
    }

    @Override
    public void run(Plan plan, Servers servers, Results results) throws Exception {
        measure("ordinary endpoint", "/ordinary-echo", RawClient::open, plan, servers, results);
        measure("@LargeMessages, plain peer", "/large-echo", RawClient::open, plan, servers, results);
        measure("@LargeMessages, Lighterage peer", "/large-echo", RawClient::openLighterage, plan, servers, results);
    }

    private void measure(String contender, String path, Opener opener, Plan plan, Servers servers, Results results)
            throws IOException {
        servers.close();
        ServerProcess server = servers.get(JavaServer.TOMCAT);
        URI uri = server.address().webSocket(path);
        List<RawClient> clients = new ArrayList<>();
        try {
            // What the first session loads and makes is no cost of a session.
            clients.add(opener.open(uri));
            long before = server.numbersWithoutGarbage().heap();
            for (int i = 0; i < plan.idleSessions(); i++) {
                clients.add(opener.open(uri));
            }
            double each = (server.numbersWithoutGarbage().heap() - before) / (double) plan.idleSessions();
            String situation = "Tomcat, %,d sessions".formatted(plan.idleSessions());
            results.add(new Measurement(name(), situation, contender, METRIC, Values.of(each)));
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }
}
