package org.lighterage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;

/**
 * A whole, verified message that waits for its application. Whoever takes it from the engine releases it exactly once, and
 * so does whoever retains it. It is read by one thread at a time.
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

    /** The payload to be sent as it is; valid until {@link #release}. */
    Source source();

    /** Holds the message a time more; needs a release of its own. */
    void retain();

    /** Gives back what the message holds, once nobody else holds it; streams and readers of it fail from then on. */
    void release();
}
