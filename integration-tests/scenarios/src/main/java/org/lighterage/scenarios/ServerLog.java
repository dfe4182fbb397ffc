package org.lighterage.scenarios;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is logged during a test, by the server and by the applications in it. */
final class ServerLog extends Handler implements BeforeEachCallback, AfterEachCallback {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Where the test begins in the server's file. */
    private long begin;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (Server.log() == null) {
            Logger.getLogger("").addHandler(this);
        } else {
            Path file = Path.of(Server.log());
            begin = Files.exists(file) ? Files.size(file) : 0;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Logger.getLogger("").removeHandler(this);
    }

    @Override
    public void publish(LogRecord entry) {
        lines.add(new SimpleFormatter().format(entry));
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /** All of it, with the stack traces. */
    String text() {
        return Server.log() == null ? String.join("", lines) : textOfFile();
    }

    private String textOfFile() {
        try (RandomAccessFile file = new RandomAccessFile(Server.log(), "r")) {
            byte[] bytes = new byte[(int) (file.length() - begin)];
            file.seek(begin);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
