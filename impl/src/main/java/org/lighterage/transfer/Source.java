package org.lighterage.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Where the payload of an outgoing message is read from.
 *
 * <p>It is read by offset, and bytes may be asked for again until they are {@linkplain #release released}: what the peer
 * has not acknowledged is kept as a slice of its source, never as a copy. The engine reads under its sending lock, so
 * {@link #read} never blocks on anything slower than a local file.
 */
public interface Source {

    /** The length of the payload in bytes, or -1 where it is not known in advance. */
    long length();

    /**
     * Copies bytes of the payload, from an offset on, until the target is full or no more are at hand.
     *
     * @return the number of bytes copied, 0 when more will come later (then {@link #onReadable} is told), or -1 when the
     *     payload ends at this offset
     */
    int read(long offset, ByteBuffer target) throws IOException;

    /** Whether the payload is known to end at this offset, so that the frame that reaches it can be the last. */
    boolean endsAt(long offset);

    /**
     * Bytes before this offset will not be asked for again. Called without the engine's lock, perhaps while others read
     * what follows, and perhaps after {@link #close}.
     */
    default void release(long offset) {}

    /** The first offset that can still be read: what was released may be gone. */
    default long readableFrom() {
        return 0;
    }

    /** Bytes that it holds in memory for the peer. */
    default long memory() {
        return 0;
    }

    /** Registers what to call when a source that had no bytes at hand has some, has ended or has failed. */
    default void onReadable(Runnable callback) {}

    /** Called when the message is settled, however it ended, perhaps more than once; nothing is read afterwards. */
    default void close() {}
}
