package org.lighterage.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The benchmarks' server, in a process of its own that ends with this. For one thread. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Writer input;
    private final int port;

    ServerProcess(String maxHeap) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + maxHeap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchmarkServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.outputWriter(StandardCharsets.UTF_8);
        port = Integer.parseInt(answer("port "));
    }

    private String answer(String prefix) throws IOException {
        String line = output.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("The server has ended");
        }
        return line.substring(prefix.length());
    }

    int port() {
        return port;
    }

    URI base() {
        return URI.create("ws://127.0.0.1:" + port + "/");
    }

    /** Bytes of heap that are in use once all garbage is collected. */
    long liveHeap() throws IOException {
        input.write("heap\n");
        input.flush();
        return Long.parseLong(answer("heap "));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
