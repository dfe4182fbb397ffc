package org.lighterage.benchmarks.server;

import java.nio.file.Path;

/** Where files are, as seen from the module's directory, in which the benchmarks run. */
public final class Directories {

    /** What the benchmarks write. */
    public static final Path OUTPUT = Path.of("target", "benchmarks");

    static final Path LOGS = OUTPUT.resolve("logs");

    /** What Node runs. */
    public static final Path SCRIPTS = Path.of("src", "main", "js");

    private Directories() {}
}
