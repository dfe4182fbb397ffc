package org.lighterage.wire;

import static org.lighterage.wire.ProtocolException.malformed;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The settings at the end of a HELLO: pairs of key and value. */
final class SettingsCodec {

    private SettingsCodec() {}

    /** Unknown keys are ignored, but none may be given twice. */
    static Settings read(ByteBuffer frame) throws ProtocolException {
        Map<Long, Long> values = new HashMap<>();
        while (frame.hasRemaining()) {
            long key = Varint.get(frame);
            long value = Varint.get(frame);
            if (values.put(key, value) != null) {
                throw malformed("settings-duplicate", "setting " + key + " is given twice");
            }
        }
        return new Settings(
                value(values, WireFormat.SETTING_MAX_FRAME, WireFormat.DEFAULT_MAX_FRAME),
                value(values, WireFormat.SETTING_MAX_MESSAGE, WireFormat.DEFAULT_MAX_MESSAGE),
                value(values, WireFormat.SETTING_WINDOW, WireFormat.DEFAULT_WINDOW),
                value(values, WireFormat.SETTING_MAX_CONCURRENT, WireFormat.DEFAULT_MAX_CONCURRENT),
                value(values, WireFormat.SETTING_RESUME_SECONDS, WireFormat.DEFAULT_RESUME_SECONDS),
                value(values, WireFormat.SETTING_NONCE, Settings.NO_NONCE));
    }

    private static long value(Map<Long, Long> values, long key, long leftOut) {
        return values.getOrDefault(key, leftOut);
    }

    static void write(Settings settings, ByteBuffer out) {
        put(out, WireFormat.SETTING_MAX_FRAME, settings.maxFrame());
        put(out, WireFormat.SETTING_MAX_MESSAGE, settings.maxMessage());
        put(out, WireFormat.SETTING_WINDOW, settings.window());
        put(out, WireFormat.SETTING_MAX_CONCURRENT, settings.maxConcurrent());
        put(out, WireFormat.SETTING_RESUME_SECONDS, settings.resumeSeconds());
        if (settings.nonce() != Settings.NO_NONCE) {
            put(out, WireFormat.SETTING_NONCE, settings.nonce());
        }
    }

    private static void put(ByteBuffer out, long key, long value) {
        Varint.put(out, key);
        Varint.put(out, value);
    }
}
