package org.lighterage;

import jakarta.websocket.Session;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * The session that endpoints taken over by Lighterage, and clients connected through it, see. Declare it in place of
 * {@link Session} as a parameter of any callback.
 *
 * <p>All sends, these and those of {@link #getBasicRemote} and {@link #getAsyncRemote}, may be made by any number of
 * threads at once. The methods here return at once; sources are read while the message is sent, and must not change until
 * {@link Transfer#delivered} has completed. A send on a closed session fails its transfer; one on a session that waits for
 * its next connection goes out with that.
 */
public interface LighterageSession extends Session {

    /**
     * Whether the peer speaks Lighterage. Otherwise messages are ordinary WebSocket messages, long ones in RFC 6455
     * frames of the chunk size.
     */
    boolean isNegotiated();

    /**
     * Whether the session has a connection now. One that outlives its connections ({@link LargeMessages#resume}) is open
     * while it waits for the next, too.
     */
    boolean isAttached();

    /**
     * What the sender gave along with the message that is being delivered, in its order; empty for none, and outside of a
     * message callback.
     */
    Map<String, String> getMessageMetadata();

    /** Sends a text message. Unpaired surrogates are sent as U+FFFD. */
    Transfer send(CharSequence text, SendOptions options);

    /** Sends the bytes between position and limit as a binary message; the position moves to the limit at once. */
    Transfer send(ByteBuffer bytes, SendOptions options);

    /** Sends the content of a file, as long as it is now. */
    Transfer send(Path file, SendOptions options);

    /** Sends what a stream yields, read on a thread of the library, and closes it at the end. */
    Transfer send(InputStream stream, SendOptions options);

    /** Sends what a reader yields as a text message, read on a thread of the library, and closes it at the end. */
    Transfer send(Reader reader, SendOptions options);

    /** As {@link #send(CharSequence, SendOptions)} without options. */
    default Transfer send(CharSequence text) {
        return send(text, SendOptions.create());
    }

    /** As {@link #send(ByteBuffer, SendOptions)} without options. */
    default Transfer send(ByteBuffer bytes) {
        return send(bytes, SendOptions.create());
    }

    /** As {@link #send(Path, SendOptions)} without options. */
    default Transfer send(Path file) {
        return send(file, SendOptions.create());
    }

    /** As {@link #send(InputStream, SendOptions)} without options. */
    default Transfer send(InputStream stream) {
        return send(stream, SendOptions.create());
    }

    /** As {@link #send(Reader, SendOptions)} without options. */
    default Transfer send(Reader reader) {
        return send(reader, SendOptions.create());
    }
}
