package org.lighterage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the JavaScript client, which Node runs. */
class JavaScriptTest {

    private static final Path TESTS = Path.of("src/test/js");
    private static final Path LOG = Path.of("target/node-test.log");
    private static final int TIMEOUT_MINUTES = 5;
    private static final int LINES_TOLD = 80;

    @Test
    void theClientPassesItsTests() throws Exception {
        RequiredTools.command("node");
        RequiredTools.npmModules(Path.of("src/main/js"));
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=spec"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.js"))
                    .sorted()
                    .forEach(command::add);
        }
        Process node = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        try {
            assertTrue(
                    node.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES),
                    () -> "Node took more than " + TIMEOUT_MINUTES + " minutes: " + tail());
            assertEquals(0, node.exitValue(), JavaScriptTest::tail);
        } finally {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly();
        }
    }

    private static String tail() {
        try {
            List<String> lines = Files.readAllLines(LOG, StandardCharsets.UTF_8);
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size());
            return "the end of " + LOG + " is" + System.lineSeparator() + String.join(System.lineSeparator(), last);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
