package org.lighterage.session;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sends and waits. Any number of threads may use it at once; the parts of one message come from one thread at a time,
 * and the message goes out whole among those of other threads. A thread in the middle of a message that sends another one
 * would wait for itself, and is refused.
 */
final class BasicRemote extends RemoteBase implements RemoteEndpoint.Basic {

    /** The partial messages under way, one of each kind; guarded by this. */
    private SendWriter partialText;

    private SendStream partialBinary;

    /** What may be in the middle of a message; replaced under this object's monitor. */
    private volatile List<SendStream> written = List.of();

    BasicRemote(ApplicationSession session, Sends sends, ObjectSends objectSends) {
        super(session, sends, objectSends);
    }

    @Override
    public void sendText(String text) throws IOException {
        notNull(text, "text");
        session().checkOpen();
        checkNotInTheMiddle();
        sends().sendAndWait(() -> sends().text(text));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        notNull(data, "data");
        session().checkOpen();
        checkNotInTheMiddle();
        sends().sendAndWait(() -> sends().binary(data));
    }

    @Override
    public void sendText(String part, boolean isLast) throws IOException {
        notNull(part, "partialMessage");
        session().checkOpen();
        SendWriter writer;
        synchronized (this) {
            checkNotInTheMiddle(partialText == null ? null : partialText.stream());
            writer = partialText == null ? SendWriter.ofParts(sends()) : partialText;
            partialText = isLast ? null : writer;
            keep(writer.stream());
        }
        if (isLast) {
            writer.writeLastPart(part);
        } else {
            writer.writePart(part);
        }
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean isLast) throws IOException {
        notNull(part, "partialByte");
        session().checkOpen();
        SendStream stream;
        synchronized (this) {
            checkNotInTheMiddle(partialBinary);
            stream = partialBinary == null ? SendStream.ofParts(sends(), false) : partialBinary;
            partialBinary = isLast ? null : stream;
            keep(stream);
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        if (isLast) {
            stream.writeLastPart(bytes);
        } else {
            stream.writePart(bytes);
        }
    }

    @Override
    public OutputStream getSendStream() {
        session().checkOpen();
        checkNotInTheMiddle();
        SendStream stream = new SendStream(sends(), false);
        keep(stream);
        return stream;
    }

    @Override
    public Writer getSendWriter() {
        session().checkOpen();
        checkNotInTheMiddle();
        SendWriter writer = new SendWriter(sends());
        keep(writer.stream());
        return writer;
    }

    @Override
    public void sendObject(Object data) throws IOException, EncodeException {
        notNull(data, "data");
        session().checkOpen();
        checkNotInTheMiddle();
        objectSends().sendAndWait(data);
    }

    private synchronized void keep(SendStream stream) {
        if (!written.contains(stream)) {
            written = Stream.concat(written.stream().filter(other -> !other.isClosed()), Stream.of(stream))
                    .toList();
        }
    }

    /** Refuses to let a thread wait for what comes after a message that it has to end itself. */
    void checkNotInTheMiddle() {
        checkNotInTheMiddle(null);
    }

    /** @param own the message that the thread goes on with, or null */
    private void checkNotInTheMiddle(SendStream own) {
        for (SendStream stream : written) {
            if (stream != own && stream.isUnderWayHere() && sends().keepsOrder()) {
                throw new IllegalStateException(
                        "This thread is in the middle of a message that it sends in parts or as a stream; end that"
                                + " first, or send without waiting");
            }
        }
    }
}
