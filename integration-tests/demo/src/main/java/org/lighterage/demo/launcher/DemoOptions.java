package org.lighterage.demo.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

/**
 * What the command line says.
 *
 * @param file what the self-check sends; null for a sample made on the spot
 */
record DemoOptions(String host, int port, Path file, boolean selfCheck) {

    static final String USAGE =
            "usage: java -jar lighterage-demo.jar [--port N] [--host H] [--file F] [--no-self-check]";

    static DemoOptions parse(String[] arguments) {
        String host = "127.0.0.1";
        int port = 8080;
        Path file = null;
        boolean selfCheck = true;
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            String option = words.next();
            if (option.equals("--no-self-check")) {
                selfCheck = false;
                continue;
            }
            if (!words.hasNext()) {
                throw new IllegalArgumentException("Nothing follows " + option);
            }
            String value = words.next();
            switch (option) {
                case "--host" -> host = value;
                case "--port" -> port = port(value);
                case "--file" -> file = value.isBlank() ? null : Path.of(value);
                default -> throw new IllegalArgumentException("There is no option " + option);
            }
        }
        return new DemoOptions(host, port, file, selfCheck);
    }

    private static int port(String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + value);
    }
}
