package org.lighterage.paths;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A program that stands between the peers, in a process that ends with the test. What it prints is in
 * {@code target/<name>-<number>.log}. Its output is read by a thread that guards nothing else.
 */
final class ToolProcess implements AutoCloseable {

    private static final int START_SECONDS = 30;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path log;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> listening = new CompletableFuture<>();

    private ToolProcess(String name, List<String> command) throws IOException {
        this.log = Path.of("target", name + "-" + NUMBERS.incrementAndGet() + ".log");
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Where the tests' own process is stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    static ToolProcess start(String name, List<String> command) throws IOException {
        return new ToolProcess(name, command);
    }

    /** A port that nobody has now, for programs that cannot be given one by the system. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void read() {
        try (BufferedReader in = process.inputReader();
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(line);
                lines.add(line);
                if (line.startsWith("listening ")) {
                    listening.complete(Integer.parseInt(line.substring("listening ".length())));
                }
            }
            listening.completeExceptionally(new IOException("It ended before it was ready: see " + log));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    /** The port of a program that prints it, once it does. */
    int port() throws Exception {
        return listening.get(START_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns when the program takes connections at a port. */
    ToolProcess awaitPort(int port) {
        Awaitility.await().atMost(START_SECONDS, TimeUnit.SECONDS).until(() -> takes(port));
        return this;
    }

    private boolean takes(int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("It ended before it was ready: see " + log);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** How many lines it has printed that are the same as this. */
    long count(String line) {
        return lines.stream().filter(line::equals).count();
    }

    /** Returns when it has printed a line; a program that ends without fails. */
    void awaitLine(String line) {
        Awaitility.await().atMost(Receiver.TIMEOUT, TimeUnit.SECONDS).until(() -> {
            boolean ended = !process.isAlive() && listening.isDone();
            if (ended && !lines.contains(line)) {
                throw new IllegalStateException("It ended without " + line + ": see " + log);
            }
            return lines.contains(line);
        });
    }

    /** The rest of the line that begins so. */
    String line(String beginning) {
        return lines.stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No line with " + beginning + ": see " + log));
    }

    /** Whether it has printed a line that contains a text. */
    boolean hasPrinted(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** Ends it as a crash does, and returns when it has ended. */
    void kill() throws Exception {
        process.destroyForcibly().onExit().get(START_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
        }
    }
}
