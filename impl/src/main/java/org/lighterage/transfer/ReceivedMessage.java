package org.lighterage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;

/**
 * A whole, verified message that waits for its application. Whoever takes it from the engine releases it exactly once.
 * Not safe for several threads.
 */
public interface ReceivedMessage {

    boolean isText();

    /** Payload bytes; of a text, of its UTF-8. */
    long length();

    /** What the sender gave along, in its order; empty for none. */
    Map<String, String> metadata();

    /** The payload of a text. */
    String text() throws IOException;

    /** The payload's bytes; the array belongs to the caller. */
    byte[] bytes() throws IOException;

    /** The payload as a stream, valid until {@link #release}. */
    InputStream openStream() throws IOException;

    /** The payload of a text as characters, valid until {@link #release}. */
    Reader openReader() throws IOException;

    /** Gives back what the message holds; streams and readers of it fail from then on. */
    void release();
}
