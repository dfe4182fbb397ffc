package org.lighterage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;

/** A text message that is decoded while it comes. Who does not read it once as characters has it when it is whole. */
final class DecodedMessage extends FollowedMessage {

    private final IncomingText content;

    /** Made of what has come when something else than its characters is asked for. */
    private ReceivedMessage whole;

    DecodedMessage(Map<String, String> metadata, IncomingText content, Runnable onRelease) {
        super(metadata, content, onRelease);
        this.content = content;
    }

    private ReceivedMessage whole() throws IOException {
        if (whole == null) {
            whole = content.isInBuffer()
                    ? new BufferedMessage(true, metadata(), content, content.buffer(), () -> {})
                    : new WholeText(content.join(), length());
        }
        return whole;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public String text() throws IOException {
        return whole().text();
    }

    @Override
    public byte[] bytes() throws IOException {
        return whole().bytes();
    }

    @Override
    public InputStream openStream() throws IOException {
        return whole().openStream();
    }

    @Override
    public Reader openReader() throws IOException {
        return whole().openReader();
    }

    @Override
    public InputStream openStreamOnce() throws IOException {
        return whole().openStreamOnce();
    }

    @Override
    public Reader openReaderOnce() throws IOException {
        return whole == null ? content.openReaderOnce() : whole.openReaderOnce();
    }

    @Override
    public Source source() throws IOException {
        return whole().source();
    }
}
