package org.lighterage.wire;

import static org.lighterage.wire.ProtocolException.malformed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decodes one whole frame that lies between position and limit of a buffer, whatever its byte order. Holds no state;
 * the payload of a frame is a view of the buffer, not a copy.
 */
final class FrameDecoder {

    private static final byte[] NO_TOKEN = {};

    private FrameDecoder() {}

    static Frame decode(ByteBuffer frame) throws ProtocolException {
        if (!frame.hasRemaining()) {
            throw malformed("empty-frame", "a frame has at least its type byte");
        }
        int type = frame.get() & 0xFF;
        return switch (type) {
            case WireFormat.HELLO -> hello(frame);
            case WireFormat.ACK -> ack(frame);
            case WireFormat.CHECKPOINT -> checkpoint(frame);
            case WireFormat.PING -> new Frame.Ping(pingBytes(frame));
            case WireFormat.PONG -> new Frame.Pong(pingBytes(frame));
            case WireFormat.TEXT -> text(frame);
            case WireFormat.BINARY -> new Frame.Binary(frame.slice());
            case WireFormat.BEGIN -> begin(frame);
            case WireFormat.DATA -> data(frame);
            case WireFormat.END -> new Frame.End(id(frame), u32(frame, "CRC"), frame.slice());
            case WireFormat.ABORT -> new Frame.Abort(id(frame), code(frame), lastString(frame, "reason"));
            case WireFormat.REFERENCE -> reference(frame);
            case WireFormat.DELIVERED -> delivered(frame);
            case WireFormat.REJECT -> new Frame.Reject(id(frame), code(frame), lastString(frame, "reason"));
            default -> unknown(type);
        };
    }

    private static Frame hello(ByteBuffer frame) throws ProtocolException {
        int version = u8(frame, "version");
        if (version != WireFormat.VERSION) {
            throw malformed("hello-version", "version " + version + ", only " + WireFormat.VERSION + " is known here");
        }
        boolean resumed = (flags(frame, WireFormat.HELLO_FLAGS) & WireFormat.FLAG_RESUMED) != 0;
        byte[] token = token(frame);
        return new Frame.Hello(resumed, token, Varint.get(frame), SettingsCodec.read(frame));
    }

    private static byte[] token(ByteBuffer frame) throws ProtocolException {
        int length = u8(frame, "token length");
        if (length == 0) {
            return NO_TOKEN;
        }
        if (length != WireFormat.TOKEN_LENGTH) {
            throw malformed("hello-token-length", length + " bytes, it is 0 or " + WireFormat.TOKEN_LENGTH);
        }
        if (frame.remaining() < length) {
            throw ProtocolException.truncated("token");
        }
        byte[] token = new byte[length];
        frame.get(token);
        return token;
    }

    private static Frame ack(ByteBuffer frame) throws ProtocolException {
        long received = Varint.get(frame);
        checkEnd(frame);
        return new Frame.Ack(received);
    }

    private static Frame checkpoint(ByteBuffer frame) throws ProtocolException {
        if (frame.remaining() > WireFormat.MAX_CHECKPOINT) {
            throw malformed("checkpoint-too-long", frame.remaining() + " bytes, at most " + WireFormat.MAX_CHECKPOINT);
        }
        List<Frame.Entry> entries = new ArrayList<>();
        while (frame.hasRemaining()) {
            entries.add(new Frame.Entry(id(frame), Varint.get(frame)));
        }
        return new Frame.Checkpoint(List.copyOf(entries));
    }

    private static ByteBuffer pingBytes(ByteBuffer frame) throws ProtocolException {
        if (frame.remaining() > WireFormat.MAX_PING) {
            throw malformed("ping-too-long", frame.remaining() + " bytes, at most " + WireFormat.MAX_PING);
        }
        return frame.slice();
    }

    private static Frame text(ByteBuffer frame) throws ProtocolException {
        if (!Utf8Validator.isValid(frame)) {
            throw new ProtocolException(CloseCodes.INVALID_DATA, "utf8", "a TEXT frame is not valid UTF-8");
        }
        return new Frame.Text(frame.slice());
    }

    private static Frame begin(ByteBuffer frame) throws ProtocolException {
        long id = id(frame);
        int flags = flags(frame, WireFormat.BEGIN_FLAGS);
        boolean text = (flags & WireFormat.FLAG_TEXT) != 0;
        long length = (flags & WireFormat.FLAG_LENGTH) != 0 ? Varint.get(frame) : Frame.Begin.NO_LENGTH;
        Map<String, String> metadata = metadata(frame, flags);
        Frame.Previous previous =
                (flags & WireFormat.FLAG_CONTINUE) != 0 ? new Frame.Previous(id(frame), Varint.get(frame)) : null;
        return new Frame.Begin(id, text, length, metadata, previous, frame.slice());
    }

    private static Frame data(ByteBuffer frame) throws ProtocolException {
        long id = id(frame);
        if (!frame.hasRemaining()) {
            throw malformed("data-empty", "DATA of message " + id + " has no bytes, it has at least one");
        }
        return new Frame.Data(id, frame.slice());
    }

    private static Frame reference(ByteBuffer frame) throws ProtocolException {
        long id = id(frame);
        int flags = flags(frame, WireFormat.REFERENCE_FLAGS);
        boolean text = (flags & WireFormat.FLAG_TEXT) != 0;
        long length = Varint.get(frame);
        int crc = u32(frame, "CRC");
        int start = frame.position();
        Map<String, String> metadata = metadata(frame, flags);
        int fields = frame.limit() - start;
        String locator = lastString(frame, "locator");
        if (fields > WireFormat.MAX_REFERENCE_FIELDS) {
            throw malformed(
                    "reference-too-long",
                    "metadata and locator of " + fields + " bytes, at most " + WireFormat.MAX_REFERENCE_FIELDS);
        }
        return new Frame.Reference(id, text, length, crc, metadata, locator);
    }

    private static Frame delivered(ByteBuffer frame) throws ProtocolException {
        long id = id(frame);
        checkEnd(frame);
        return new Frame.Delivered(id);
    }

    private static Frame unknown(int type) throws ProtocolException {
        if (type >= WireFormat.FIRST_COUNTED) {
            throw malformed("unknown-counted-type", String.format("type 0x%02x is not known here", type));
        }
        return new Frame.UnknownControl(type);
    }

    private static long id(ByteBuffer frame) throws ProtocolException {
        long id = Varint.get(frame);
        if (id == 0) {
            throw malformed("id-zero", "ids count from 1");
        }
        return id;
    }

    private static int flags(ByteBuffer frame, int known) throws ProtocolException {
        int flags = u8(frame, "flags");
        if ((flags & ~known) != 0) {
            throw malformed("flags-reserved", String.format("flags 0x%02x, only 0x%02x are known here", flags, known));
        }
        return flags;
    }

    private static Map<String, String> metadata(ByteBuffer frame, int flags) throws ProtocolException {
        return (flags & WireFormat.FLAG_METADATA) != 0 ? MetadataCodec.read(frame) : Map.of();
    }

    private static OutcomeCode code(ByteBuffer frame) throws ProtocolException {
        return OutcomeCode.of(Varint.get(frame));
    }

    private static int u8(ByteBuffer frame, String field) throws ProtocolException {
        if (!frame.hasRemaining()) {
            throw ProtocolException.truncated(field);
        }
        return frame.get() & 0xFF;
    }

    private static int u32(ByteBuffer frame, String field) throws ProtocolException {
        if (frame.remaining() < Integer.BYTES) {
            throw ProtocolException.truncated(field);
        }
        int value = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            value = value << Byte.SIZE | frame.get() & 0xFF;
        }
        return value;
    }

    private static String lastString(ByteBuffer frame, String field) throws ProtocolException {
        if (frame.remaining() > WireFormat.MAX_FIELD) {
            throw malformed(field + "-too-long", frame.remaining() + " bytes, at most " + WireFormat.MAX_FIELD);
        }
        return string(frame, field);
    }

    static String string(ByteBuffer bytes, String field) throws ProtocolException {
        if (!Utf8Validator.isValid(bytes)) {
            throw malformed("utf8", "the " + field + " is not valid UTF-8");
        }
        return Utf8.decode(bytes);
    }

    private static void checkEnd(ByteBuffer frame) throws ProtocolException {
        if (frame.hasRemaining()) {
            throw malformed("trailing-bytes", frame.remaining() + " bytes are left over");
        }
    }
}
