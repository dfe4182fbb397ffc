package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.util.List;

/**
 * A server that runs on one processor.
 *
 * @param processor counted from 0
 * @param situation for people
 */
public record PinnedServer(Platform platform, int processor, String situation) implements Platform {

    @Override
    public String title() {
        return platform.title() + ", " + situation;
    }

    @Override
    public boolean isAvailable() throws IOException {
        return platform.isAvailable();
    }

    @Override
    public ServerProcess start(List<String> jvmArguments) throws IOException {
        ServerProcess started = platform.start(jvmArguments);
        try {
            started.pin(processor);
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        }
    }
}
