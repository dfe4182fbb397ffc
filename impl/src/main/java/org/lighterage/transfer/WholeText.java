package org.lighterage.transfer;

import java.util.Map;
import org.lighterage.wire.Utf8;

/** A text message that is had as one String, and made of it in the other forms. */
final class WholeText extends MessageInMemory {

    private final String text;
    private final long length;

    /** @param length bytes of its UTF-8 */
    WholeText(String text, long length) {
        super(() -> {});
        this.text = text;
        this.length = length;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public byte[] bytes() {
        return Utf8.encode(text);
    }

    @Override
    public Source source() {
        return new TextSource(text);
    }

    @Override
    void free() {
        // The text is the garbage collector's.
    }
}
