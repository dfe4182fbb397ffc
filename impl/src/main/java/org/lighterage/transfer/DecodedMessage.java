package org.lighterage.transfer;

import java.util.Map;

/** A text message that was decoded while it came. */
final class DecodedMessage extends TextMessage {

    private final Map<String, String> metadata;
    private final DecodedText decoded;
    private String text;

    /** @param decoded the whole text, verified */
    DecodedMessage(Map<String, String> metadata, DecodedText decoded, Runnable onRelease) {
        super(onRelease);
        this.metadata = metadata;
        this.decoded = decoded;
    }

    @Override
    public long length() {
        return decoded.length();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public String text() {
        if (text == null) {
            text = decoded.join();
        }
        return text;
    }

    @Override
    void free() {
        decoded.release();
    }
}
