package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import one.profiler.AsyncProfiler;

/**
 * Where {@code -Dbenchmarks.profile=true} is given, on Linux: has virtual machines write where they have spent their CPU time,
 * as stacks with the number of samples of each, to files in {@code target/benchmarks/profiles}.
 */
public final class Profiler {

    private static final boolean WANTED = Boolean.getBoolean("benchmarks.profile");
    private static final Path DIRECTORY = Directories.OUTPUT.resolve("profiles").toAbsolutePath();

    /** By timers of the system, which need no permission, other than the processor's counters. */
    private static final String START = "start,event=ctimer,interval=2ms";

    private Profiler() {}

    /** What the virtual machine of a server is given, which writes its file when it ends. */
    static List<String> jvmArguments(String name) throws IOException {
        return WANTED
                ? List.of("-agentpath:" + library() + "=" + START + ",collapsed,file=" + DIRECTORY + "/" + name
                        + "-%p.txt")
                : List.of();
    }

    /** Begins in this virtual machine. */
    public static void start() throws IOException {
        if (WANTED) {
            AsyncProfiler.getInstance(library().toString()).execute(START);
        }
    }

    /** Ends in this virtual machine. */
    public static void stop() throws IOException {
        if (WANTED) {
            AsyncProfiler.getInstance(library().toString())
                    .execute("stop,collapsed,file=" + DIRECTORY.resolve("client.txt"));
        }
    }

    private static Path library() throws IOException {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        Path library = DIRECTORY.resolve("libasyncProfiler.so");
        if (!Files.exists(library)) {
            Files.createDirectories(DIRECTORY);
            String resource = "/linux-" + architecture + "/libasyncProfiler.so";
            try (InputStream content = Profiler.class.getResourceAsStream(resource)) {
                Files.copy(content, library);
            }
        }
        return library;
    }
}
