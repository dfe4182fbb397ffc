package org.lighterage.wire;

import static org.lighterage.wire.ProtocolException.malformed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metadata of BEGIN and REFERENCE: a count, then that many pairs of length-prefixed strings. */
final class MetadataCodec {

    private MetadataCodec() {}

    static Map<String, String> read(ByteBuffer frame) throws ProtocolException {
        int start = frame.position();
        long count = Varint.get(frame);
        if (count == 0) {
            throw malformed("metadata-empty", "the flag METADATA is set, but there are no pairs");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            String key = readString(frame, "metadata key");
            String value = readString(frame, "metadata value");
            if (metadata.putIfAbsent(key, value) != null) {
                throw malformed("metadata-duplicate", "key '" + key + "' is given twice");
            }
            // Within the loop, so that a frame full of pairs is not collected before it is refused.
            int length = frame.position() - start;
            if (length > WireFormat.MAX_FIELD) {
                throw malformed("metadata-too-long", length + " bytes, at most " + WireFormat.MAX_FIELD);
            }
        }
        return Collections.unmodifiableMap(metadata);
    }

    private static String readString(ByteBuffer frame, String field) throws ProtocolException {
        long length = Varint.get(frame);
        if (length > frame.remaining()) {
            throw ProtocolException.truncated(field);
        }
        ByteBuffer bytes = frame.slice(frame.position(), (int) length);
        frame.position(frame.position() + (int) length);
        return FrameDecoder.string(bytes, field);
    }

    /**
     * Bytes of the metadata as encoded, 0 where there is none.
     *
     * @throws IllegalArgumentException if it is longer than the protocol allows, or a key cannot be encoded
     */
    static int length(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return 0;
        }
        long length = Varint.length(metadata.size());
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            length += stringLength(encodableKey(pair.getKey())) + stringLength(pair.getValue());
        }
        if (length > WireFormat.MAX_FIELD) {
            throw new IllegalArgumentException("Metadata takes " + length + " bytes as encoded, at most "
                    + WireFormat.MAX_FIELD + " are allowed; send long values as part of the message");
        }
        return (int) length;
    }

    private static long stringLength(String string) {
        long length = Utf8.length(string);
        return Varint.length(length) + length;
    }

    /** Two keys that differ in unpaired surrogates only would be the same key on the wire, which is malformed. */
    private static String encodableKey(String key) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw new IllegalArgumentException("Metadata key '" + key + "' has an unpaired surrogate");
        }
        return key;
    }

    static void write(Map<String, String> metadata, ByteBuffer out) {
        Varint.put(out, metadata.size());
        metadata.forEach((key, value) -> {
            putString(out, key);
            putString(out, value);
        });
    }

    private static void putString(ByteBuffer out, String string) {
        byte[] bytes = Utf8.encode(string);
        Varint.put(out, bytes.length);
        out.put(bytes);
    }
}
