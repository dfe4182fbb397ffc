package org.lighterage.scenarios.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What beans say when they end, for a test that asks when nothing of the application is left to be asked. */
public final class LastWords {

    /** A resource of the application with the path of the file. */
    public static final String RESOURCE = "last-words.path";

    private LastWords() {}

    public static void say(String words) {
        try (InputStream path = LastWords.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            // Two sessions may end at once, and a short line is appended at once.
            Files.writeString(
                    Path.of(new String(path.readAllBytes(), StandardCharsets.UTF_8)),
                    words + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
