package org.lighterage.transfer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import org.lighterage.wire.Utf8;

/** A text message that is had as a String, and made of it in the other forms. */
abstract class TextMessage extends RetainedMessage {

    TextMessage(Runnable onRelease) {
        super(onRelease);
    }

    @Override
    public boolean isText() {
        return true;
    }

    /** Throws nothing: what it is made of is in memory. */
    @Override
    public abstract String text();

    @Override
    public byte[] bytes() {
        return Utf8.encode(text());
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
        return new StringReader(text());
    }

    @Override
    public Source source() {
        return new TextSource(text());
    }
}
