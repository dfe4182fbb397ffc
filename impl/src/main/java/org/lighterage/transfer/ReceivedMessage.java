package org.lighterage.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;

/**
 * A message that waits for its application: whole and verified, or, where the application reads messages while they
 * come, from its first frame on. Whoever takes it from the engine releases it exactly once, and so does whoever retains
 * it. It is read by one thread at a time.
 */
public interface ReceivedMessage {

    boolean isText();

    /**
     * Whether all of it has come and is verified. Otherwise only its streams and readers can be had; of a text that is being
     * {@linkplain Buffers#decodesText decoded} only {@link #openReaderOnce}.
     */
    default boolean isWhole() {
        return true;
    }

    /**
     * Waits until it is whole.
     *
     * @return false where it never will be
     * @throws java.io.InterruptedIOException if the thread is interrupted
     */
    default boolean awaitWhole() throws IOException {
        return true;
    }

    /** Payload bytes that have come; of a text, of its UTF-8. */
    long length();

    /** What the sender gave along, in its order; empty for none. */
    Map<String, String> metadata();

    /** The payload of a text. */
    String text() throws IOException;

    /** The payload's bytes; the array belongs to the caller. */
    byte[] bytes() throws IOException;

    /**
     * The payload as a stream, valid until {@link #release}. One of a message that still comes waits for more, ends
     * once all has come and is verified, and throws with the reason as the cause where the message fails.
     */
    InputStream openStream() throws IOException;

    /**
     * The payload of a text as characters; otherwise as {@link #openStream}. No character is of bytes that are invalid.
     */
    Reader openReader() throws IOException;

    /**
     * As {@link #openStream}, for who takes nothing else of the message: what was read is forgotten, so that it takes memory
     * or disk for as much only as its reader is behind.
     */
    InputStream openStreamOnce() throws IOException;

    /** As {@link #openReader}, for who takes nothing else of the message, and by long reads. */
    Reader openReaderOnce() throws IOException;

    /** The payload to be sent as it is; valid until {@link #release}. */
    Source source() throws IOException;

    /** Holds the message a time more; needs a release of its own. */
    void retain();

    /** Gives back what the message holds, once nobody else holds it; streams and readers of it fail from then on. */
    void release();
}
