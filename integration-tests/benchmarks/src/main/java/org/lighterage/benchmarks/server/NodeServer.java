package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Servers that are scripts of ours for Node. */
public enum NodeServer implements Platform {
    SOCKET_IO("Socket.IO", "socket-io-server.js");

    private final String title;
    private final String script;

    NodeServer(String title, String script) {
        this.title = title;
        this.script = script;
    }

    @Override
    public String title() {
        return title;
    }

    /** Whether what the scripts need has been installed, which takes npm. */
    @Override
    public boolean isAvailable() {
        return Files.exists(Directories.SCRIPTS.resolve("node_modules"));
    }

    @Override
    public ServerProcess start(List<String> jvmArguments) throws IOException {
        return ServerProcess.start(
                title,
                List.of(
                        "node",
                        "--expose-gc",
                        Directories.SCRIPTS.resolve(script).toString()),
                Directories.LOGS);
    }
}
