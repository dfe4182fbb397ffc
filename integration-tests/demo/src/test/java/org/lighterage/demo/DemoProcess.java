package org.lighterage.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The demo as a user runs it: {@code java -jar}, in a process of its own, with an empty temporary directory of its own.
 * What it prints is in {@code target/<name>.log}. Its output is read by a thread that guards nothing else.
 */
final class DemoProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target/lighterage-demo.jar");
    private static final Pattern READY = Pattern.compile("Lighterage demo is ready at (\\S+)");
    private static final int START_SECONDS = 120;
    private static final int STOP_SECONDS = 30;

    private final Path log;
    private final Path temporary;
    private final Process process;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private DemoProcess(String name, List<String> options, List<String> arguments) throws IOException {
        this.log = Path.of("target", name + ".log");
        this.temporary = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + "-");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-jar");
        command.add(JAR.toString());
        command.addAll(List.of("--port", "0"));
        command.addAll(arguments);
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        new Thread(this::read, name + "-output").start();
    }

    /** Starts the demo without its self-check. */
    static DemoProcess start(String name, String... jvmOptions) throws IOException {
        return new DemoProcess(name, List.of(jvmOptions), List.of("--no-self-check"));
    }

    /** Starts the demo with its self-check. */
    static DemoProcess startChecked(String name) throws IOException {
        return new DemoProcess(name, List.of(), List.of());
    }

    private void read() {
        try (BufferedReader in = process.inputReader();
                PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(line);
                Matcher matcher = READY.matcher(line);
                if (matcher.find()) {
                    ready.complete(URI.create(matcher.group(1)));
                }
            }
            ready.completeExceptionally(new IOException("The demo ended before it was ready: see " + log));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    /** Its URL, once it is ready. */
    URI uri() throws Exception {
        return ready.get(START_SECONDS, TimeUnit.SECONDS);
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed. */
    String output() throws IOException {
        return Files.readString(log);
    }

    /** The bytes of all files that it has in its temporary directory. */
    long diskUsed() throws IOException {
        try (var paths = Files.walk(temporary)) {
            return paths.mapToLong(DemoProcess::size).sum();
        } catch (UncheckedIOException e) {
            // Something went while it was looked at.
            return diskUsed();
        }
    }

    private static long size(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Stops it as Ctrl-C does, and finds that it leaves nothing behind. */
    void stop() throws Exception {
        process.destroy();
        assertTrue(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS), "The demo does not stop: see " + log);
        try (var left = Files.list(temporary)) {
            // The JVM's own, for tools that attach to it.
            List<Path> files = left.filter(
                            path -> !path.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
            assertTrue(files.isEmpty(), "The demo left " + files);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
        }
    }
}
