package org.lighterage.demo.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the executable jar holds, unpacked into a temporary directory that goes with it. */
final class Unpacked implements AutoCloseable {

    private final Path jar;
    private final Path directory;

    private Unpacked(Path jar, Path directory) {
        this.jar = jar;
        this.directory = directory;
    }

    static Unpacked unpack() throws IOException {
        Path jar = ownJar();
        Path directory = Files.createTempDirectory("lighterage-demo-");
        try (FileSystem contents = FileSystems.newFileSystem(jar)) {
            for (String part : List.of("webapp", "server", "client")) {
                copy(contents.getPath(part), directory.resolve(part));
            }
        }
        return new Unpacked(jar, directory);
    }

    private static Path ownJar() {
        try {
            return Path.of(Unpacked.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    Path webapp() {
        return directory.resolve("webapp");
    }

    /** Where the server may put its own files. */
    Path work() {
        return directory.resolve("work");
    }

    /** The launcher's classes with the libraries of one part, and without those of the other. */
    URLClassLoader classLoader(String part) throws IOException {
        List<URL> urls = new ArrayList<>();
        urls.add(url(jar));
        try (Stream<Path> libraries = Files.list(directory.resolve(part))) {
            libraries.map(Unpacked::url).forEach(urls::add);
        }
        return new URLClassLoader(part, urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            System.err.println("Could not delete " + directory + ": " + e.getMessage());
        }
    }
}
