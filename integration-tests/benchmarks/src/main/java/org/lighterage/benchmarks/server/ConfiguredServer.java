package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A server with a system property, to run beside others. */
public record ConfiguredServer(Platform platform, String property, String value) implements Platform {

    @Override
    public String title() {
        return platform.title() + "-" + property + "-" + value;
    }

    @Override
    public boolean isAvailable() throws IOException {
        return platform.isAvailable();
    }

    @Override
    public ServerProcess start(List<String> jvmArguments) throws IOException {
        List<String> more = new ArrayList<>(jvmArguments);
        more.add("-D" + property + "=" + value);
        return platform.start(more);
    }
}
