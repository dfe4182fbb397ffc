package org.lighterage.paths;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tests need and not every machine has. A test that lacks it is skipped with the reason; where the environment
 * variable {@code LIGHTERAGE_REQUIRE_TOOLS} is {@code true}, as in continuous integration, it fails instead.
 */
final class RequiredTools {

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("LIGHTERAGE_REQUIRE_TOOLS"));

    private RequiredTools() {}

    /** Needs a command of the search path. */
    static void command(String name) {
        need(
                Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, name))),
                "There is no command " + name + " on the PATH");
    }

    /** Needs what {@code npm ci} installs. */
    static void npmModules(Path directory) {
        need(
                Files.exists(directory.resolve("node_modules/.package-lock.json")),
                "npm has not installed the modules of " + directory.toAbsolutePath() + ": run npm ci there");
    }

    static void need(boolean there, String otherwise) {
        if (REQUIRED) {
            assertTrue(there, otherwise);
        } else {
            assumeTrue(there, otherwise);
        }
    }
}
