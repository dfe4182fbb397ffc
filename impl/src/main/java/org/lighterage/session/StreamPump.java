package org.lighterage.session;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.lighterage.transfer.PipeSource;
import org.lighterage.wire.Utf8;

/**
 * Reads an application's stream into a message that is being sent. It takes a thread of the executor while there is room,
 * gives it back while there is none, and goes on when the peer has acknowledged.
 */
final class StreamPump implements Runnable {

    private static final Logger LOG = System.getLogger(StreamPump.class.getName());
    private static final int PIECE = 32 * 1024;

    /** Where bytes are read from. */
    interface Input extends Closeable {

        /** The next bytes, or null at the end. */
        byte[] read() throws IOException;

        static Input of(InputStream stream) {
            byte[] buffer = new byte[PIECE];
            return new Input() {
                @Override
                public byte[] read() throws IOException {
                    int count = stream.read(buffer);
                    return count < 0 ? null : Arrays.copyOf(buffer, count);
                }

                @Override
                public void close() throws IOException {
                    stream.close();
                }
            };
        }

        static Input of(Reader reader) {
            CharBuffer chars = CharBuffer.allocate(PIECE / 2);
            return new Input() {
                @Override
                public byte[] read() throws IOException {
                    // A high surrogate that ended what was read before stands at the start.
                    int count = reader.read(chars);
                    if (count < 0 && chars.position() == 0) {
                        return null;
                    }
                    chars.flip();
                    boolean cutsPair = count >= 0
                            && chars.hasRemaining()
                            && Character.isHighSurrogate(chars.get(chars.limit() - 1));
                    int end = cutsPair ? chars.limit() - 1 : chars.limit();
                    byte[] bytes = Utf8.encode(chars.duplicate().limit(end));
                    chars.position(end).compact();
                    return bytes;
                }

                @Override
                public void close() throws IOException {
                    reader.close();
                }
            };
        }
    }

    private final Input input;
    private final PipeSource pipe;
    private final Executor executor;

    StreamPump(Input input, PipeSource pipe, Executor executor) {
        this.input = input;
        this.pipe = pipe;
        this.executor = executor;
    }

    void start() {
        executor.execute(this);
    }

    @Override
    public void run() {
        try {
            while (pipe.hasRoom(this::start)) {
                byte[] bytes = pipe.isClosed() ? null : input.read();
                if (bytes == null) {
                    pipe.end();
                    close();
                    return;
                }
                if (bytes.length > 0) {
                    pipe.offer(bytes);
                }
            }
        } catch (IOException | RuntimeException e) {
            pipe.fail(e instanceof IOException io ? io : new IOException(e));
            close();
        }
    }

    private void close() {
        try {
            input.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Closing a stream that was sent", e);
        }
    }
}
