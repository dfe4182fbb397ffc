package org.lighterage.wire;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Writes frames (PROTOCOL.md, section 3) into buffers of any kind and byte order. {@link #write} takes any frame; for
 * payload that is copied straight from its source into the frame, the methods that end in {@code Header} write what
 * stands before it, and those that end in {@code HeaderLength} say how long that is. Holds no state.
 *
 * <p>All throw {@link IllegalArgumentException} for a frame that the protocol does not allow, and
 * {@link BufferOverflowException} where the buffer is too short; what the buffer holds behind its former position is
 * then undefined.
 */
public final class FrameWriter {

    /** Bytes before the payload of TEXT and BINARY: the type alone. */
    public static final int TEXT_HEADER_LENGTH = WireFormat.TYPE_LENGTH;

    private FrameWriter() {}

    /** Writes one frame. Buffers of the frame are left as they are, so that it can be written again. */
    public static void write(Frame frame, ByteBuffer out) {
        switch (frame.type()) {
            case WireFormat.HELLO -> hello((Frame.Hello) frame, out);
            case WireFormat.ACK -> {
                type(out, WireFormat.ACK);
                Varint.put(out, ((Frame.Ack) frame).received());
            }
            case WireFormat.CHECKPOINT -> checkpoint((Frame.Checkpoint) frame, out);
            case WireFormat.PING -> ping(out, WireFormat.PING, ((Frame.Ping) frame).bytes());
            case WireFormat.PONG -> ping(out, WireFormat.PONG, ((Frame.Pong) frame).bytes());
            case WireFormat.TEXT -> {
                type(out, WireFormat.TEXT);
                payload(out, ((Frame.Text) frame).bytes());
            }
            case WireFormat.BINARY -> {
                type(out, WireFormat.BINARY);
                payload(out, ((Frame.Binary) frame).bytes());
            }
            case WireFormat.BEGIN -> begin((Frame.Begin) frame, out);
            case WireFormat.DATA -> data((Frame.Data) frame, out);
            case WireFormat.END -> {
                Frame.End end = (Frame.End) frame;
                endHeader(out, end.id(), end.crc());
                payload(out, end.bytes());
            }
            case WireFormat.ABORT -> {
                Frame.Abort abort = (Frame.Abort) frame;
                outcome(out, WireFormat.ABORT, abort.id(), abort.code(), abort.reason());
            }
            case WireFormat.REFERENCE -> reference((Frame.Reference) frame, out);
            case WireFormat.DELIVERED -> header(out, WireFormat.DELIVERED, ((Frame.Delivered) frame).id());
            case WireFormat.REJECT -> {
                Frame.Reject reject = (Frame.Reject) frame;
                outcome(out, WireFormat.REJECT, reject.id(), reject.code(), reject.reason());
            }
            default -> throw new IllegalArgumentException("Only known frames are written, not " + frame);
        }
    }

    /**
     * Writes BEGIN up to its payload.
     *
     * @param length bytes of the whole payload, or {@link Frame.Begin#NO_LENGTH}
     * @param metadata empty for none
     * @param previous what the message continues, or null
     */
    public static void beginHeader(
            ByteBuffer out, long id, boolean text, long length, Map<String, String> metadata, Frame.Previous previous) {
        int metadataLength = MetadataCodec.length(metadata);
        header(out, WireFormat.BEGIN, id);
        out.put((byte) ((text ? WireFormat.FLAG_TEXT : 0)
                | (length == Frame.Begin.NO_LENGTH ? 0 : WireFormat.FLAG_LENGTH)
                | (metadataLength == 0 ? 0 : WireFormat.FLAG_METADATA)
                | (previous == null ? 0 : WireFormat.FLAG_CONTINUE)));
        if (length != Frame.Begin.NO_LENGTH) {
            Varint.put(out, length);
        }
        if (metadataLength > 0) {
            MetadataCodec.write(metadata, out);
        }
        if (previous != null) {
            Varint.put(out, checkedId(previous.id()));
            Varint.put(out, previous.offset());
        }
    }

    /** Bytes of BEGIN before its payload; the parameters are those of {@link #beginHeader}. */
    public static int beginHeaderLength(
            long id, boolean text, long length, Map<String, String> metadata, Frame.Previous previous) {
        int flagsLength = 1;
        int lengthLength = length == Frame.Begin.NO_LENGTH ? 0 : Varint.length(length);
        int previousLength = previous == null ? 0 : Varint.length(previous.id()) + Varint.length(previous.offset());
        return dataHeaderLength(id) + flagsLength + lengthLength + MetadataCodec.length(metadata) + previousLength;
    }

    /** Writes DATA up to its payload, which has at least one byte. */
    public static void dataHeader(ByteBuffer out, long id) {
        header(out, WireFormat.DATA, id);
    }

    public static int dataHeaderLength(long id) {
        return WireFormat.TYPE_LENGTH + Varint.length(id);
    }

    /** Writes END up to its payload. */
    public static void endHeader(ByteBuffer out, long id, int crc) {
        header(out, WireFormat.END, id);
        u32(out, crc);
    }

    public static int endHeaderLength(long id) {
        return dataHeaderLength(id) + WireFormat.CRC_LENGTH;
    }

    /** The reason, cut at a character to the 512 UTF-8 bytes that ABORT and REJECT carry. */
    public static String fitReason(String reason) {
        return Utf8.cut(reason, WireFormat.MAX_FIELD);
    }

    private static void hello(Frame.Hello hello, ByteBuffer out) {
        int tokenLength = hello.token().length;
        if (tokenLength != 0 && tokenLength != WireFormat.TOKEN_LENGTH) {
            throw new IllegalArgumentException(
                    "A token has 0 or " + WireFormat.TOKEN_LENGTH + " bytes, not " + tokenLength);
        }
        type(out, WireFormat.HELLO);
        out.put((byte) WireFormat.VERSION);
        out.put((byte) (hello.resumed() ? WireFormat.FLAG_RESUMED : 0));
        out.put((byte) tokenLength);
        out.put(hello.token());
        Varint.put(out, hello.received());
        SettingsCodec.write(hello.settings(), out);
    }

    private static void checkpoint(Frame.Checkpoint checkpoint, ByteBuffer out) {
        int start = out.position();
        type(out, WireFormat.CHECKPOINT);
        for (Frame.Entry entry : checkpoint.entries()) {
            Varint.put(out, checkedId(entry.id()));
            Varint.put(out, entry.offset());
        }
        // The type byte counts here, so that the frame fits the least MAX_FRAME as well.
        checkLength("A CHECKPOINT", out.position() - start, WireFormat.MAX_CHECKPOINT);
    }

    private static void ping(ByteBuffer out, int type, ByteBuffer bytes) {
        checkLength("A PING", bytes.remaining(), WireFormat.MAX_PING);
        type(out, type);
        payload(out, bytes);
    }

    private static void begin(Frame.Begin begin, ByteBuffer out) {
        beginHeader(out, begin.id(), begin.text(), begin.length(), begin.metadata(), begin.previous());
        payload(out, begin.bytes());
    }

    private static void data(Frame.Data data, ByteBuffer out) {
        if (!data.bytes().hasRemaining()) {
            throw new IllegalArgumentException("DATA of message " + data.id() + " has no bytes, it needs at least one");
        }
        dataHeader(out, data.id());
        payload(out, data.bytes());
    }

    private static void reference(Frame.Reference reference, ByteBuffer out) {
        int metadataLength = MetadataCodec.length(reference.metadata());
        byte[] locator = field("A locator", reference.locator());
        checkLength(
                "Metadata and locator of a REFERENCE",
                metadataLength + locator.length,
                WireFormat.MAX_REFERENCE_FIELDS);
        header(out, WireFormat.REFERENCE, reference.id());
        out.put((byte)
                ((reference.text() ? WireFormat.FLAG_TEXT : 0) | (metadataLength == 0 ? 0 : WireFormat.FLAG_METADATA)));
        Varint.put(out, reference.length());
        u32(out, reference.crc());
        if (metadataLength > 0) {
            MetadataCodec.write(reference.metadata(), out);
        }
        out.put(locator);
    }

    private static void outcome(ByteBuffer out, int type, long id, OutcomeCode code, String reason) {
        byte[] encoded = field("A reason", reason);
        header(out, type, id);
        Varint.put(out, code.code());
        out.put(encoded);
    }

    private static void type(ByteBuffer out, int type) {
        out.put((byte) type);
    }

    private static void header(ByteBuffer out, int type, long id) {
        checkedId(id);
        type(out, type);
        Varint.put(out, id);
    }

    private static long checkedId(long id) {
        if (id == 0) {
            throw new IllegalArgumentException("Ids count from 1, 0 is none");
        }
        return id;
    }

    private static byte[] field(String name, String value) {
        byte[] bytes = Utf8.encode(value);
        checkLength(name, bytes.length, WireFormat.MAX_FIELD);
        return bytes;
    }

    private static void checkLength(String what, int length, int limit) {
        if (length > limit) {
            throw new IllegalArgumentException(what + " takes at most " + limit + " bytes, not " + length);
        }
    }

    private static void payload(ByteBuffer out, ByteBuffer bytes) {
        int length = bytes.remaining();
        if (length > out.remaining()) {
            throw new BufferOverflowException();
        }
        out.put(out.position(), bytes, bytes.position(), length);
        out.position(out.position() + length);
    }

    private static void u32(ByteBuffer out, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            out.put(u32Byte(value, i));
        }
    }

    private static byte u32Byte(int value, int index) {
        return (byte) (value >>> Integer.SIZE - Byte.SIZE * (index + 1));
    }
}
