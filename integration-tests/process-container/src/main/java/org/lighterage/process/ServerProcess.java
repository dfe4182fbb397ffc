package org.lighterage.process;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The process of a server, which ends with this virtual machine at the latest. */
final class ServerProcess {

    private final Process process;
    private final Thread killer = new Thread(this::kill, "Kills the server");

    private ServerProcess(Process process) {
        this.process = process;
    }

    static ServerProcess start(ProcessContainerConfiguration configuration) throws IOException {
        Files.createDirectories(configuration.workingDirectory());
        Files.createDirectories(configuration.log().toAbsolutePath().getParent());
        ServerProcess server = new ServerProcess(new ProcessBuilder(configuration.command())
                .directory(configuration.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(configuration.log().toFile())
                .start());
        Runtime.getRuntime().addShutdownHook(server.killer);
        return server;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends the server and returns when it is gone. */
    void stop() {
        Runtime.getRuntime().removeShutdownHook(killer);
        kill();
    }

    private void kill() {
        // The children first: those of a parent that is gone are nobody's.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }
}
