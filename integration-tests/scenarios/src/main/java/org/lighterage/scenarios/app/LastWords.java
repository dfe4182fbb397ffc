package org.lighterage.scenarios.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What beans say when they end, for a test that asks when nothing of the application is left to be asked. A bean makes this
 * with itself: where an application is stopped by taking its file away, nothing more can be read from it then.
 */
public final class LastWords {

    /** A resource of the application with the path of the file. */
    public static final String RESOURCE = "last-words.path";

    private final Path file;

    public LastWords() {
        try (InputStream path = LastWords.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            file = Path.of(new String(path.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void say(String words) {
        try {
            // Two sessions may end at once, and a short line is appended at once.
            Files.writeString(file, words + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
