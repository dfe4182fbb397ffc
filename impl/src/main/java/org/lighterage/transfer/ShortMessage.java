package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.util.Map;
import org.lighterage.wire.Utf8;

/** A message that came in one frame; its bytes are its own. */
final class ShortMessage extends MessageInMemory {

    private final boolean text;
    private final byte[] bytes;

    ShortMessage(boolean text, byte[] bytes, Runnable onRelease) {
        super(onRelease);
        this.text = text;
        this.bytes = bytes;
    }

    @Override
    public boolean isText() {
        return text;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public String text() {
        return Utf8.decode(ByteBuffer.wrap(bytes));
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public Source source() {
        return new BytesSource(ByteBuffer.wrap(bytes));
    }

    @Override
    void free() {
        // The bytes are the garbage collector's.
    }
}
