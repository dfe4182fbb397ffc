package org.lighterage.session;

import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.io.Writer;
import java.nio.CharBuffer;
import java.util.function.Consumer;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.wire.Utf8;

/** A text message written as characters, with the rules of {@link SendStream}. For one thread at a time. */
final class SendWriter extends Writer {

    private static final int PIECE = 8192;

    private final SendStream stream;

    /** A high surrogate that ended a write; its other half comes with the next. */
    private char carried;

    /** A message only where something is written. */
    SendWriter(Sends sends) {
        this(new SendStream(sends, true));
    }

    private SendWriter(SendStream stream) {
        this.stream = stream;
    }

    /** As {@link SendStream#ofParts}. */
    static SendWriter ofParts(Sends sends) {
        return new SendWriter(SendStream.ofParts(sends, true));
    }

    /** As {@link SendStream#ofEncoder}. */
    static SendWriter ofEncoder(Sends sends, Consumer<OutgoingMessage> onBegin) {
        return new SendWriter(SendStream.ofEncoder(sends, true, onBegin));
    }

    /** The bytes of the message. */
    SendStream stream() {
        return stream;
    }

    /** As {@link SendStream#writePart}. */
    void writePart(String part) throws IOException {
        stream.writePart(encode(CharBuffer.wrap(part)));
    }

    /** As {@link SendStream#writeLastPart}. */
    void writeLastPart(String part) throws IOException {
        String rest = carried == 0 ? part : carried + part;
        carried = 0;
        stream.writeLastPart(Utf8.encode(rest));
    }

    @Override
    public void write(char[] chars, int from, int count) throws IOException {
        int end = from + count;
        for (int at = from; at < end; at += PIECE) {
            writePiece(CharBuffer.wrap(chars, at, Math.min(PIECE, end - at)));
        }
    }

    private void writePiece(CharBuffer piece) throws IOException {
        stream.write(encode(piece));
    }

    private byte[] encode(CharBuffer piece) {
        CharBuffer chars = piece;
        if (carried != 0) {
            chars = CharBuffer.allocate(1 + piece.remaining())
                    .put(carried)
                    .put(piece)
                    .flip();
            carried = 0;
        }
        if (chars.hasRemaining() && Character.isHighSurrogate(chars.get(chars.limit() - 1))) {
            carried = chars.get(chars.limit() - 1);
            chars.limit(chars.limit() - 1);
        }
        return Utf8.encode(chars);
    }

    /** As {@link SendStream#abortUnless}. */
    void abortUnless(SendStream.Writing writing) throws IOException, EncodeException {
        stream.abortUnless(writing);
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }

    @Override
    public void close() throws IOException {
        if (carried != 0 && !stream.isClosed()) {
            stream.write(Utf8.encode(String.valueOf(carried)));
            carried = 0;
        }
        stream.close();
    }
}
