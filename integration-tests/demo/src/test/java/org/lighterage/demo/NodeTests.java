package org.lighterage.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Tests that Node runs. */
final class NodeTests {

    private static final Path DIRECTORY = Path.of("src/test/js");
    private static final int TIMEOUT_MINUTES = 10;
    private static final int LINES_TOLD = 80;

    private NodeTests() {}

    /** Needs what runs them. */
    static void needed() {
        RequiredTools.command("node");
        RequiredTools.npmModules(DIRECTORY);
    }

    /** Runs a file of tests; its output goes to {@code target/<file>.log}. */
    static void run(String file, Map<String, String> environment) throws Exception {
        Path log = Path.of("target", file + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                "--test",
                "--test-reporter=spec",
                DIRECTORY.resolve(file).toString());
        builder.environment().putAll(environment);
        Process node =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertTrue(
                    node.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES),
                    () -> "Node took more than " + TIMEOUT_MINUTES + " minutes: " + tail(log));
            assertEquals(0, node.exitValue(), () -> tail(log));
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
    }

    private static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size());
            return "the end of " + log + " is" + System.lineSeparator() + String.join(System.lineSeparator(), last);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
