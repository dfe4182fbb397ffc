package org.lighterage.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the table of servers into README.md. A server that was not run in this build keeps its row, so that a part of the
 * servers may be run.
 */
public final class ServerTable {

    static final String BEGIN = "<!-- Written by the build: servers -->";
    static final String END = "<!-- End of what the build writes -->";

    private static final String HEAD =
            """
            | server | JDK | tests run | one frame of a plain peer | what differs |
            |---|---|---|---|---|
            """;

    private ServerTable() {}

    /** @param arguments the directory of the servers' modules, and the file to write into */
    public static void main(String[] arguments) throws IOException {
        Path readme = Path.of(arguments[1]);
        String before = Files.readString(readme);
        Map<String, String> rows = rowsOf(before);
        try (Stream<Path> modules = Files.walk(Path.of(arguments[0]), 2)) {
            for (Path module : modules.toList()) {
                ServerResult result = ServerResult.read(module.resolve("target"));
                if (result != null) {
                    rows.put(server(result.title()), row(result));
                }
            }
        }
        String after = replaced(before, rows);
        if (!after.equals(before)) {
            Files.writeString(readme, after);
        }
    }

    /** What stands before the version: a server of another version takes the row of the one before. */
    private static String server(String title) {
        return title.substring(0, title.indexOf('('));
    }

    private static Map<String, String> rowsOf(String text) {
        Map<String, String> rows = new TreeMap<>();
        text.substring(text.indexOf(BEGIN), text.indexOf(END))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| server "))
                .forEach(line -> rows.put(server(line.split("\\|")[1].strip()), line));
        return rows;
    }

    private static String row(ServerResult result) {
        String run = result.failed() == 0 ? result.run() + ", all passed" : result.run() + ", failed: " + result.failed();
        String frame = result.plainFrame().isEmpty() ? "" : "at least " + result.plainFrame() + " MB";
        return "| " + String.join(" | ", result.title(), result.java(), run, frame, String.join(" ", result.differences()))
                + " |";
    }

    private static String replaced(String text, Map<String, String> rows) {
        return text.substring(0, text.indexOf(BEGIN) + BEGIN.length()) + "\n\n" + HEAD + String.join("\n", rows.values())
                + "\n\n" + text.substring(text.indexOf(END));
    }
}
