package org.lighterage.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import org.lighterage.buffer.ArrivingContent;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Reader;

/** A message whose bytes wait in a buffer. */
final class BufferedMessage extends FollowedMessage {

    private final boolean text;
    private final MessageBuffer buffer;

    BufferedMessage(boolean text, Map<String, String> metadata, MessageBuffer buffer, Runnable onRelease) {
        this(text, metadata, buffer, buffer, onRelease);
    }

    /** @param content what knows whether all has come, and is to be released: the buffer, or the text that is in it */
    BufferedMessage(
            boolean text,
            Map<String, String> metadata,
            ArrivingContent content,
            MessageBuffer buffer,
            Runnable onRelease) {
        super(metadata, content, onRelease);
        this.text = text;
        this.buffer = buffer;
    }

    @Override
    public boolean isText() {
        return text;
    }

    @Override
    public String text() throws IOException {
        return Utf8.decode(buffer.toByteBuffer());
    }

    @Override
    public byte[] bytes() throws IOException {
        return buffer.toByteArray();
    }

    @Override
    public InputStream openStream() throws IOException {
        return buffer.openStream();
    }

    @Override
    public Reader openReader() throws IOException {
        return new BufferedReader(new Utf8Reader(buffer.openStream()));
    }

    @Override
    public InputStream openStreamOnce() {
        return buffer.openStreamOnce();
    }

    @Override
    public Reader openReaderOnce() {
        return new Utf8Reader(buffer.openStreamOnce());
    }

    @Override
    public Source source() {
        return new BufferSource(buffer);
    }
}
