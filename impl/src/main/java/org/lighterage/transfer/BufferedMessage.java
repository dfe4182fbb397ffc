package org.lighterage.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Reader;

/** A message that was or is being reassembled in a buffer. */
final class BufferedMessage extends RetainedMessage {

    private final boolean text;
    private final Map<String, String> metadata;
    private final MessageBuffer buffer;
    private volatile boolean taken;

    BufferedMessage(boolean text, Map<String, String> metadata, MessageBuffer buffer, Runnable onRelease) {
        super(onRelease);
        this.text = text;
        this.metadata = metadata;
        this.buffer = buffer;
    }

    /** The application has taken it. */
    void take() {
        taken = true;
    }

    /** Whether the application has taken it, and holds it still. */
    boolean isWithApplication() {
        return taken && isHeld();
    }

    @Override
    public boolean isWhole() {
        return buffer.isComplete();
    }

    @Override
    public boolean awaitWhole() throws IOException {
        return buffer.awaitComplete();
    }

    @Override
    public boolean isText() {
        return text;
    }

    @Override
    public long length() {
        return buffer.length();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
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
    public Source source() {
        return new BufferSource(buffer);
    }

    @Override
    void free() {
        buffer.release();
    }
}
