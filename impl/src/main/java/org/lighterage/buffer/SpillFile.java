package org.lighterage.buffer;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that holds bytes of one message. Any number of threads may read and write it at once, at positions of their
 * own; only opening and deleting take the monitor of this object.
 */
final class SpillFile {

    /**
     * Most bytes of one system call. The JDK copies what is not in a direct buffer into one that it then keeps for the
     * thread, as large as the largest call that the thread ever made.
     */
    private static final int MAX_CALL = 128 * 1024;

    private static final System.Logger LOG = System.getLogger(SpillFile.class.getName());

    private final Path path;
    private FileChannel channel;
    private boolean deleted;

    SpillFile(Path path) {
        this.path = path;
    }

    /** Writes all of the bytes. */
    void write(ByteBuffer bytes, long position) throws IOException {
        int start = bytes.position();
        while (bytes.hasRemaining()) {
            int next = bytes.position();
            int count = call(opened -> opened.write(part(bytes, bytes.remaining()), position + next - start));
            bytes.position(next + count);
        }
    }

    /** Reads at least one and at most {@code count} bytes of those that were written. */
    int read(long position, ByteBuffer dst, int count) throws IOException {
        int read = call(opened -> opened.read(part(dst, count), position));
        if (read < 0) {
            throw new IOException("The spill file " + path + " ends at " + position + ": something else has cut it");
        }
        dst.position(dst.position() + read);
        return read;
    }

    /** A view for one call, since one that is closed under way may have moved the position already. */
    private static ByteBuffer part(ByteBuffer bytes, int count) {
        return bytes.slice(bytes.position(), Math.min(count, MAX_CALL));
    }

    /** Closes and deletes the file; what cannot be deleted now goes with its directory. */
    synchronized void delete() {
        deleted = true;
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot delete the spill file " + path + " now", e);
        }
    }

    private interface Call {
        int on(FileChannel channel) throws IOException;
    }

    /**
     * A thread that is interrupted within a call closes the channel for all threads (java.nio.channels.
     * InterruptibleChannel). It is the only one that is to notice: the others open the file again.
     */
    private int call(Call call) throws IOException {
        while (true) {
            try {
                return call.on(open());
            } catch (ClosedByInterruptException ownInterrupt) {
                throw ownInterrupt;
            } catch (ClosedChannelException closedByOther) {
                continue;
            }
        }
    }

    private synchronized FileChannel open() throws IOException {
        if (deleted) {
            throw ArrivingContent.released();
        }
        if (channel == null || !channel.isOpen()) {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        return channel;
    }
}
