package org.lighterage.buffer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where an application keeps its spill files: a directory of its own below a parent that other applications and
 * processes may share. It is made when the first file is needed, and deleted with all it holds on close. What crashed
 * processes left in the parent is deleted when an instance is created.
 *
 * <p>Thread-safe; the monitor of this object guards the directory.
 */
public final class SpillDirectory implements AutoCloseable {

    private final Path parent;
    private LockedDirectory own;
    private boolean closed;

    public SpillDirectory(Path parent) {
        this.parent = parent;
        LockedDirectory.deleteAbandoned(parent);
    }

    /**
     * A new empty file, readable by its owner only.
     *
     * @throws IOException if it cannot be made, or this directory is closed
     */
    synchronized SpillFile createFile() throws IOException {
        if (closed) {
            throw new IOException("The spill directory in " + parent + " is closed: the application has been stopped");
        }
        if (own == null) {
            Files.createDirectories(parent);
            own = LockedDirectory.create(parent);
        }
        // The JDK makes temporary files readable by their owner only, where the file system knows owners.
        return new SpillFile(Files.createTempFile(own.path(), "message-", ".bin"));
    }

    /** Deletes the directory with all files. May be called again. */
    @Override
    public synchronized void close() {
        closed = true;
        if (own != null) {
            own.delete();
            own = null;
        }
    }
}
