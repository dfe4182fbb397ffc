package org.lighterage.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lighterage.LargeMessage;
import org.lighterage.transfer.ReceivedMessage;

/** A message as an application sees it. */
final class DeliveredMessage implements LargeMessage {

    private final ReceivedMessage message;
    private final AtomicBoolean kept = new AtomicBoolean();

    DeliveredMessage(ReceivedMessage message) {
        this.message = message;
    }

    /** The message itself, to be sent as it is. */
    ReceivedMessage received() {
        return message;
    }

    @Override
    public boolean isText() {
        return message.isText();
    }

    @Override
    public long getLength() {
        return message.length();
    }

    @Override
    public Map<String, String> getMetadata() {
        return message.metadata();
    }

    @Override
    public InputStream openStream() throws IOException {
        return message.openStream();
    }

    @Override
    public Reader openReader() throws IOException {
        return message.openReader();
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        try (InputStream stream = openStream()) {
            return stream.transferTo(out);
        }
    }

    @Override
    public void keep() {
        if (kept.compareAndSet(false, true)) {
            message.retain();
        }
    }

    @Override
    public void close() {
        if (kept.compareAndSet(true, false)) {
            message.release();
        }
    }
}
