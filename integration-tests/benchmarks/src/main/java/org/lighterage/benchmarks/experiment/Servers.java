package org.lighterage.benchmarks.experiment;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.server.Platform;
import org.lighterage.benchmarks.server.ServerProcess;

/** The servers that run, one of each kind, started when first asked for. For one thread. */
public final class Servers implements AutoCloseable {

    private final List<String> jvmArguments;
    private final Map<Platform, ServerProcess> running = new HashMap<>();

    public Servers(Plan plan) {
        jvmArguments = plan.jvmArguments();
    }

    /** The server that a contender needs, on a platform unless it has one of its own. */
    ServerProcess serverOf(Contender contender, Platform platform) throws IOException {
        return get(contender.ownPlatform().orElse(platform));
    }

    ServerProcess get(Platform platform) throws IOException {
        ServerProcess server = running.get(platform);
        if (server != null && server.isAlive()) {
            return server;
        }
        ServerProcess started = platform.start(jvmArguments);
        running.put(platform, started);
        return started;
    }

    /** Ends all, so that what comes next begins with new ones. */
    @Override
    public void close() {
        running.values().forEach(ServerProcess::close);
        running.clear();
    }
}
