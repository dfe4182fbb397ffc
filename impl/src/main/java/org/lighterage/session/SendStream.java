package org.lighterage.session;

import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.PipeSource;

/**
 * A message written as a stream; it leaves while it is written, and closing it waits until it is delivered. A writer
 * that is a window ahead of the peer waits. For one thread at a time.
 */
final class SendStream extends OutputStream {

    private static final int BUFFER_SIZE = 8192;

    private final Sends sends;
    private final boolean text;
    private final boolean sendEmpty;
    private final PipeSource pipe;
    private final Consumer<OutgoingMessage> onBegin;

    /** Small writes are gathered; handed over whole when full, so a new one follows. */
    private byte[] buffer;

    private int buffered;
    private OutgoingMessage message;
    private volatile boolean closed;

    /** Who wrote last. */
    private volatile Thread writer;

    /** A message only where something is written. */
    SendStream(Sends sends, boolean text) {
        this(sends, text, false, sends.newPipe(), message -> {});
    }

    /** @param sendEmpty whether a message is sent even where nothing was written */
    private SendStream(
            Sends sends, boolean text, boolean sendEmpty, PipeSource pipe, Consumer<OutgoingMessage> onBegin) {
        this.onBegin = onBegin;
        this.sends = sends;
        this.text = text;
        this.sendEmpty = sendEmpty;
        this.pipe = pipe;
    }

    /** A message that is written in parts, which a plain peer gets as they are. */
    static SendStream ofParts(Sends sends, boolean text) {
        return new SendStream(sends, text, true, sends.newPipeOfParts(), message -> {});
    }

    /**
     * A message that an encoder writes, even where it writes nothing.
     *
     * @param onBegin is given the message when it has begun
     */
    static SendStream ofEncoder(Sends sends, boolean text, Consumer<OutgoingMessage> onBegin) {
        return new SendStream(sends, text, true, sends.newPipe(), onBegin);
    }

    /** Writes a part, which leaves at once. The array is not to be changed any more. */
    void writePart(byte[] part) throws IOException {
        checkOpen();
        passOn(part);
    }

    /** Writes the last part, and waits until the message is delivered. */
    void writeLastPart(byte[] part) throws IOException {
        checkOpen();
        closed = true;
        begin();
        handOver(() -> pipe.writeLast(part));
        sends.await(message);
    }

    @Override
    public void write(int b) throws IOException {
        checkOpen();
        ensureBuffer();
        buffer[buffered++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        checkOpen();
        if (count >= BUFFER_SIZE) {
            passOn();
            passOn(Arrays.copyOfRange(bytes, from, from + count));
            return;
        }
        int written = 0;
        while (written < count) {
            ensureBuffer();
            int part = Math.min(count - written, BUFFER_SIZE - buffered);
            System.arraycopy(bytes, from + written, buffer, buffered, part);
            buffered += part;
            written += part;
        }
    }

    private void ensureBuffer() throws IOException {
        if (buffered == BUFFER_SIZE) {
            passOn();
        }
        if (buffer == null) {
            buffer = new byte[BUFFER_SIZE];
        }
    }

    private void passOn() throws IOException {
        if (buffered > 0) {
            byte[] bytes = buffered == BUFFER_SIZE ? buffer : Arrays.copyOf(buffer, buffered);
            buffer = null;
            buffered = 0;
            passOn(bytes);
        }
    }

    private void passOn(byte[] bytes) throws IOException {
        begin();
        handOver(() -> pipe.write(bytes));
    }

    /** What hands bytes to the pipe. */
    @FunctionalInterface
    private interface Handing {

        void run() throws IOException;
    }

    private void handOver(Handing handing) throws IOException {
        try {
            sends.awaitRoom(pipe);
            handing.run();
        } catch (IOException e) {
            if (pipe.isClosed()) {
                // The message is settled: what became of it says more than that the pipe is closed.
                sends.await(message);
            }
            throw e;
        }
    }

    private void begin() {
        if (message == null) {
            message = sends.piped(text, pipe);
            onBegin.accept(message);
        }
        writer = Thread.currentThread();
    }

    /** What writes the stream. */
    @FunctionalInterface
    interface Writing {

        void run() throws IOException, EncodeException;
    }

    /** Runs what writes this stream; where it fails, the peer is told that the message has no end, and drops it. */
    void abortUnless(Writing writing) throws IOException, EncodeException {
        boolean done = false;
        try {
            writing.run();
            done = true;
        } finally {
            if (!done) {
                closed = true;
                pipe.fail(new IOException("What wrote the message failed"));
            }
        }
    }

    @Override
    public void flush() throws IOException {
        checkOpen();
        passOn();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        if (sendEmpty) {
            begin();
        }
        passOn();
        closed = true;
        pipe.end();
        if (message != null) {
            sends.await(message);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the calling thread has begun the message and not ended it, so that what it sends next waits for that. */
    boolean isUnderWayHere() {
        return writer == Thread.currentThread()
                && !closed
                && !message.completion().toCompletableFuture().isDone();
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("The message was ended; nothing can be added to it");
        }
    }
}
