package org.lighterage.scenarios.remains;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Answers with what is left of the application that {@code Leaving} was in; in an application of its own. */
@ServerEndpoint("/remains")
public class RemainsEndpoint {

    @OnMessage
    public String remains(String ignored) throws IOException {
        List<String> remains = new ArrayList<>();
        System.gc();
        @SuppressWarnings("unchecked")
        WeakReference<ClassLoader> loader =
                (WeakReference<ClassLoader>) System.getProperties().get("lighterage.scenarios.loader");
        if (!loader.refersTo(null)) {
            remains.add("class loader");
        }
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> isOf(loader, thread))
                .forEach(thread -> remains.add("thread " + thread.getName()));
        Path directory = Path.of(System.getProperty("lighterage.scenarios.directory"));
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(file -> file.getFileName().toString().matches("lighterage-.*|message-.*"))
                        .forEach(file -> remains.add("file " + file));
            }
        }
        return String.join("\n", remains);
    }

    private static boolean isOf(WeakReference<ClassLoader> loader, Thread thread) {
        ClassLoader seen = thread.getContextClassLoader();
        return seen != null && loader.refersTo(seen);
    }
}
