package org.lighterage.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A payload in a file, read by position. Its length is fixed when the source is made. */
public final class FileSource implements Source {

    private static final Logger LOG = System.getLogger(FileSource.class.getName());

    private final Path path;
    private FileChannel channel;
    private final long length;

    public FileSource(Path path) throws IOException {
        this.path = path;
        channel = open();
        length = channel.size();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(long offset, ByteBuffer target) throws IOException {
        if (offset == length) {
            return -1;
        }
        // A file that grows meanwhile is sent as long as it was.
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + (length - offset)));
        int start = target.position();
        while (target.hasRemaining()) {
            long position = offset + target.position() - start;
            if (readSome(target, position) < 0) {
                throw new EOFException(path + " was " + length + " bytes long when its send began and ends now at byte "
                        + position + "; it must not shrink while it is sent");
            }
        }
        int count = target.position() - start;
        target.limit(limit);
        return count;
    }

    private int readSome(ByteBuffer target, long position) throws IOException {
        return Uninterrupted.read(() -> {
            try {
                return channel.read(target, position);
            } catch (ClosedByInterruptException e) {
                channel = open();
                throw e;
            }
        });
    }

    @Override
    public boolean endsAt(long offset) {
        return offset == length;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The message is settled already; nobody is left to tell but the log.
            LOG.log(Level.WARNING, "Closing " + path + " after it was sent", e);
        }
    }
}
