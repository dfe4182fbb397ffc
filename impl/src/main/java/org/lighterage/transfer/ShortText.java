package org.lighterage.transfer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;
import org.lighterage.wire.Utf8;

/** A text message that a container gave whole, as most applications want it. */
final class ShortText extends RetainedMessage {

    private final String text;
    private final long length;

    ShortText(String text) {
        super(() -> {});
        this.text = text;
        this.length = Utf8.length(text);
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
    public InputStream openStream() {
        return new ByteArrayInputStream(bytes());
    }

    @Override
    public InputStream openStreamOnce() {
        return openStream();
    }

    @Override
    public Reader openReader() {
        return new StringReader(text);
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
