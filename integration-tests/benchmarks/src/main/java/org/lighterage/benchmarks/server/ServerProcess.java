package org.lighterage.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server in a process of its own, which ends with this one at the latest. Safe for use by any thread. */
public final class ServerProcess implements AutoCloseable {

    /** Of the application, on all servers that have such a thing. */
    public static final String CONTEXT_PATH = "/benchmarks";

    /** Before the number of collections. */
    static final String COLLECT = "gc=";

    private static final int THOROUGHLY = 3;
    private static final String READY = "ready ";
    private static final int START_SECONDS = 120;
    private static final int END_SECONDS = 5;

    private final String name;
    private final Process process;
    private final boolean endsWithInput;
    private final Thread killer = new Thread(this::kill, "Kills a server");
    private Address address;
    private URI numbers;

    private ServerProcess(String name, Process process, boolean endsWithInput) {
        this.name = name;
        this.process = process;
        this.endsWithInput = endsWithInput;
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** In the server's process: says at which port it listens, and there tells its numbers, too. */
    static void ready(int port) {
        ready(port, port);
    }

    /** In the server's process, where the numbers are at a port of their own. */
    static void ready(int port, int portOfNumbers) {
        System.out.println(READY + port + " " + portOfNumbers);
        new Thread(ServerProcess::endWithInput, "Ends with whoever has started this").start();
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // No more of it either.
        }
        Runtime.getRuntime().halt(0);
    }

    /** Starts a server that says when it is ready. What it writes goes to a file in the given directory. */
    static ServerProcess start(String name, List<String> command, Path logs) throws IOException {
        Files.createDirectories(logs);
        ServerProcess server = new ServerProcess(
                name,
                new ProcessBuilder(command)
                        .redirectError(logs.resolve(name + ".log").toFile())
                        .start(),
                true);
        try {
            server.awaitReady();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Starts a server that listens at a given port, and is ready when the application tells its numbers there. */
    static ServerProcess start(String name, List<String> command, Path logs, int port) throws IOException {
        Files.createDirectories(logs);
        ServerProcess server = new ServerProcess(
                name,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(logs.resolve(name + ".log").toFile())
                        .start(),
                false);
        try {
            server.at(port, port);
            server.awaitNumbers();
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                String[] ports = line.substring(READY.length()).split(" ");
                at(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
                return;
            }
        }
        throw new IOException(name + " has ended before it was ready");
    }

    private void awaitNumbers() throws IOException {
        long end = System.nanoTime() + START_SECONDS * 1_000_000_000L;
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                numbers();
                return;
            } catch (IOException e) {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException interrupted) {
                    throw new IOException("Interrupted", interrupted);
                }
            }
        }
        throw new IOException(name + " does not answer at " + numbers);
    }

    private void at(int portOfServer, int portOfNumbers) {
        address = new Address(portOfServer);
        numbers = new Address(portOfNumbers).http("/numbers");
    }

    public String name() {
        return name;
    }

    public Address address() {
        return address;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Has it run on one processor, counted from 0. */
    void pin(int processor) throws IOException {
        Processors.pin(process.toHandle(), processor);
    }

    /** What it has used. */
    public Numbers numbers() throws IOException {
        return ask("GET", "");
    }

    /** The same when nothing is left of its garbage. */
    public Numbers numbersWithoutGarbage() throws IOException {
        return ask("GET", "?" + COLLECT + THOROUGHLY);
    }

    /** Collects its garbage. */
    public void collectGarbage() throws IOException {
        ask("GET", "?" + COLLECT + 1);
    }

    /** Collects its garbage and begins its peaks anew. */
    public void reset() throws IOException {
        numbersWithoutGarbage();
        ask("POST", "");
    }

    private Numbers ask(String method, String query) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(numbers + query).toURL().openConnection();
        connection.setRequestMethod(method);
        return Numbers.parse(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The end of its input is that of a server of ours, which has time for that; the others have nothing to lose. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (endsWithInput) {
                process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException | InterruptedException e) {
            // It ends all the same.
        }
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // This virtual machine is ending.
        }
    }

    private void kill() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .join();
    }
}
