package org.lighterage.transfer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;

/** A message all of which is in memory: its text and its bytes are had without fail, and streams are made of them. */
abstract class MessageInMemory extends RetainedMessage {

    MessageInMemory(Runnable onRelease) {
        super(onRelease);
    }

    @Override
    public abstract String text();

    @Override
    public abstract byte[] bytes();

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
    public Reader openReaderOnce() {
        return openReader();
    }
}
