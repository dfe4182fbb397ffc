package org.lighterage.buffer;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;

/**
 * A directory beside a lock file that its process keeps locked for as long as it lives: where the lock can be had, the
 * process has crashed. The lock file is made before the directory and deleted after it, so that none is ever without.
 * The caller sees to it that one thread at a time uses an instance.
 */
final class LockedDirectory {

    private static final System.Logger LOG = System.getLogger(LockedDirectory.class.getName());

    private static final String PREFIX = "lighterage-";
    private static final String LOCK_SUFFIX = ".lock";

    /**
     * Starts the names of this process. The process id alone would not do: in containers it is often that of the
     * process that crashed.
     */
    private static final String OWN_PREFIX = PREFIX + ProcessHandle.current().pid() + "-"
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(Instant::toEpochMilli)
                    .orElse(0L) + "-";

    private final Path path;
    private final Path lockFile;
    private final FileLock lock;

    private LockedDirectory(Path path, Path lockFile, FileLock lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static LockedDirectory create(Path parent) throws IOException {
        LockedDirectory created = null;
        while (created == null) {
            created = tryCreate(parent, OWN_PREFIX + UUID.randomUUID());
        }
        return created;
    }

    /** Null if another process that starts now took the lock file for abandoned before we had locked it. */
    private static LockedDirectory tryCreate(Path parent, String name) throws IOException {
        Path path = parent.resolve(name);
        Path lockFile = parent.resolve(name + LOCK_SUFFIX);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null && Files.exists(lockFile)) {
                Files.createDirectory(path, ownerOnly(parent));
                return new LockedDirectory(path, lockFile, lock);
            }
            channel.close();
            return null;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(lockFile);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    void delete() {
        try {
            try {
                deleteWithFiles(path);
                Files.deleteIfExists(lockFile);
            } finally {
                lock.acquiredBy().close();
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot delete the spill directory " + path + ", the next server to start will", e);
        }
    }

    /** Deletes what crashed processes left in the parent; what cannot be deleted is logged and left. */
    static void deleteAbandoned(Path parent) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(parent, PREFIX + "*" + LOCK_SUFFIX)) {
            for (Path lockFile : lockFiles) {
                // Not even opened: where locks belong to processes (POSIX), closing any channel of a file loses them.
                if (!lockFile.getFileName().toString().startsWith(OWN_PREFIX)) {
                    deleteIfAbandoned(lockFile);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.WARNING, "Cannot look for spill files of crashed processes in " + parent, e);
        }
    }

    private static void deleteIfAbandoned(Path lockFile) {
        String name = lockFile.getFileName().toString();
        Path directory = lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length()));
        try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            if (canLock(lock)) {
                deleteWithFiles(directory);
                Files.deleteIfExists(lockFile);
            }
        } catch (NoSuchFileException deletedByAnotherStart) {
            LOG.log(Level.DEBUG, "Another process has deleted " + directory, deletedByAnotherStart);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot delete " + directory + ", which a crashed process left", e);
        }
    }

    private static boolean canLock(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }

    private static void deleteWithFiles(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(directory);
    }

    private static FileAttribute<?>[] ownerOnly(Path parent) {
        return parent.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
