package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.ProtocolException;

/** Makes frames and payloads for tests. */
final class Frames {

    static final long NO_LENGTH = Frame.Begin.NO_LENGTH;

    private static final ByteBuffer SCRATCH = ByteBuffer.allocate(1 << 20);

    private Frames() {}

    static synchronized byte[] encode(Frame frame) {
        SCRATCH.clear();
        FrameWriter.write(frame, SCRATCH);
        return Arrays.copyOf(SCRATCH.array(), SCRATCH.position());
    }

    static Frame decode(byte[] frame) {
        try {
            return new FrameReader(frame.length).read(ByteBuffer.wrap(frame), true);
        } catch (ProtocolException e) {
            throw new AssertionError("The engine sent a bad frame", e);
        }
    }

    /** Payload that differs from byte to byte. */
    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        int x = 1;
        for (int i = 0; i < length; i++) {
            x = 1103515245 * x + 12345 & 0x7FFFFFFF;
            bytes[i] = (byte) (x >> 16);
        }
        return bytes;
    }

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    static Frame text(String text) {
        return new Frame.Text(utf8(text));
    }

    static Frame binary(int length) {
        return new Frame.Binary(ByteBuffer.wrap(bytes(length)));
    }

    static Frame binaryOf(String bytes) {
        return new Frame.Binary(utf8(bytes));
    }

    static Frame begin(long id, long length, String bytes) {
        return new Frame.Begin(id, true, length, Map.of(), null, utf8(bytes));
    }

    static Frame begin(long id, String bytes) {
        return begin(id, NO_LENGTH, bytes);
    }

    static Frame beginBinary(long id, byte[] bytes) {
        return new Frame.Begin(id, false, NO_LENGTH, Map.of(), null, ByteBuffer.wrap(bytes));
    }

    static Frame data(long id, String bytes) {
        return new Frame.Data(id, utf8(bytes));
    }

    static Frame data(long id, byte[] bytes) {
        return new Frame.Data(id, ByteBuffer.wrap(bytes));
    }

    /** END with the last bytes of a payload, and the checksum of the whole. */
    static Frame end(long id, String whole, String last) {
        return new Frame.End(id, crc(whole.getBytes(StandardCharsets.UTF_8)), utf8(last));
    }

    static boolean isDone(OutgoingMessage message) {
        return message.completion().toCompletableFuture().isDone();
    }

    /** Why a message failed; null where it did not. */
    static Throwable failure(OutgoingMessage message) {
        CompletableFuture<Void> completion = message.completion().toCompletableFuture();
        return completion.isCompletedExceptionally()
                ? completion.handle((nothing, failure) -> failure).join()
                : null;
    }
}
