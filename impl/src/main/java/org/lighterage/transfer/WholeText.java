package org.lighterage.transfer;

import java.util.Map;
import org.lighterage.wire.Utf8;

/** A text message that a container gave whole, as most applications want it. */
final class ShortText extends TextMessage {

    private final String text;
    private final long length;

    ShortText(String text) {
        super(() -> {});
        this.text = text;
        this.length = Utf8.length(text);
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
    void free() {
        // The text is the garbage collector's.
    }
}
