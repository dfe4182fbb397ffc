package org.lighterage.session;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/**
 * Sends and waits. Any number of threads may use it at once; the parts of one message come from one thread at a time, and
 * the message goes out whole among those of other threads.
 */
final class BasicRemote extends RemoteBase implements RemoteEndpoint.Basic {

    /** The partial messages under way, one of each kind; guarded by this. */
    private SendWriter partialText;

    private SendStream partialBinary;

    BasicRemote(ApplicationSession session, Sends sends, ObjectSends objectSends) {
        super(session, sends, objectSends);
    }

    @Override
    public void sendText(String text) throws IOException {
        notNull(text, "text");
        session().checkOpen();
        sends().await(sends().text(text));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        notNull(data, "data");
        session().checkOpen();
        sends().await(sends().binary(data));
    }

    @Override
    public void sendText(String part, boolean isLast) throws IOException {
        notNull(part, "partialMessage");
        session().checkOpen();
        SendWriter writer;
        synchronized (this) {
            writer = partialText == null ? new SendWriter(sends(), true) : partialText;
            partialText = isLast ? null : writer;
        }
        writer.write(part);
        finishPart(writer, isLast);
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean isLast) throws IOException {
        notNull(part, "partialByte");
        session().checkOpen();
        SendStream stream;
        synchronized (this) {
            stream = partialBinary == null ? new SendStream(sends(), false, true) : partialBinary;
            partialBinary = isLast ? null : stream;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        stream.write(bytes);
        finishPart(stream, isLast);
    }

    /** Each part but the last leaves at once, as the caller means it to. */
    private static <S extends Flushable & Closeable> void finishPart(S stream, boolean isLast) throws IOException {
        if (isLast) {
            stream.close();
        } else {
            stream.flush();
        }
    }

    @Override
    public OutputStream getSendStream() {
        session().checkOpen();
        return new SendStream(sends(), false, false);
    }

    @Override
    public Writer getSendWriter() {
        session().checkOpen();
        return new SendWriter(sends(), false);
    }

    @Override
    public void sendObject(Object data) throws IOException, EncodeException {
        notNull(data, "data");
        session().checkOpen();
        objectSends().sendAndWait(data);
    }
}
