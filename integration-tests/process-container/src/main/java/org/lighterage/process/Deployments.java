package org.lighterage.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The directory whose archives a server deploys. */
record Deployments(Path directory) {

    /** Makes the directory, and removes what an earlier run left there, were it killed. */
    void prepare() throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*.{war,ear}")) {
            for (Path archive : left) {
                Files.delete(archive);
            }
        }
    }

    /** Writes an archive, which has its name at once and whole, since the server may look at any time. */
    void add(Archive<?> archive) throws IOException {
        // Beside the directory, since a move within a file system is atomic.
        Path written = Files.createTempFile(directory.toAbsolutePath().getParent(), "deployment", null);
        archive.as(ZipExporter.class).exportTo(written.toFile(), true);
        Files.move(written, path(archive), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns whether the archive was there. */
    boolean remove(Archive<?> archive) throws IOException {
        return Files.deleteIfExists(path(archive));
    }

    private Path path(Archive<?> archive) {
        return directory.resolve(archive.getName());
    }
}
