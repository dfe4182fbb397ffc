package org.lighterage.session;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;

/**
 * Sends and waits. Any number of threads may use it at once; the parts of one message come from one thread at a time,
 * and the message goes out whole among those of other threads.
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
            writer = partialText == null ? SendWriter.ofParts(sends()) : partialText;
            partialText = isLast ? null : writer;
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
            stream = partialBinary == null ? SendStream.ofParts(sends(), false) : partialBinary;
            partialBinary = isLast ? null : stream;
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
