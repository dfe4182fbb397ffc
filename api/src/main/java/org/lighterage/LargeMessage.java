package org.lighterage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.Map;

/**
 * A message as an {@code @OnMessage} parameter, text or binary, wherever its bytes wait. It is complete and verified,
 * and can be read any number of times until the callback returns, or longer where it is {@linkplain #keep kept}. For
 * one thread at a time.
 *
 * <p>Returned by the callback, or given to {@code sendObject} of any {@link LighterageSession}, it is sent as it is,
 * without an encoder: of the same kind, with the same metadata, and read from where its bytes wait, which are kept
 * until it is sent.
 */
public interface LargeMessage extends AutoCloseable {

    /** Whether it is text. */
    boolean isText();

    /** Its length in bytes; of a text, of its UTF-8. */
    long getLength();

    /** What its sender gave along, in the sender's order; empty for none. */
    Map<String, String> getMetadata();

    /**
     * Its bytes, from the start; of a text, its UTF-8.
     *
     * @throws IOException if the message is no longer there; most often what is opened throws it when it is read
     */
    InputStream openStream() throws IOException;

    /**
     * Its characters, from the start; the bytes of a binary message are read as UTF-8.
     *
     * @throws IOException if the message is no longer there; most often what is opened throws it when it is read
     */
    Reader openReader() throws IOException;

    /**
     * Writes all its bytes.
     *
     * @return how many
     */
    long transferTo(OutputStream out) throws IOException;

    /**
     * Keeps the message beyond the callback, until {@link #close}. Until then it counts against the application's
     * budgets of memory and disk; it does not outlive the application.
     */
    void keep();

    /** Lets go of a message that was kept; without effect on one that was not, and when called again. */
    @Override
    void close();
}
