package org.lighterage.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.lighterage.transfer.PlainAssembler;
import org.lighterage.transfer.TransferListener;
import org.lighterage.wire.Utf8;

/**
 * Tells of the messages of one kind, text or binary, that a plain peer sends in more than one piece. Guarded by its
 * monitor, since the connection may end while a piece comes.
 */
final class PlainTransfers {

    /** Null where nobody hears. */
    private final TransferListener listener;

    private final boolean text;

    /** The message that is coming, or null between messages. */
    private TransferListener.Begun current;

    private boolean ended;

    /** Bytes of the parts of the current message; this and the next are for the container's thread only. */
    private long partBytes;

    /** Whether the last part ended with a high surrogate, whose other half makes it longer by one byte only. */
    private boolean cutsPair;

    PlainTransfers(TransferListener listener, boolean text) {
        this.listener = listener;
        this.text = text;
    }

    /** A piece has come, and is looked at next. */
    void coming(boolean last) {
        if (listener != null) {
            begin(last);
            listener.wake();
        }
    }

    private synchronized void begin(boolean last) {
        if (current == null && !last && !ended) {
            current = listener.incoming(text, -1, Map.of());
        }
    }

    /** A piece was taken. */
    void taken(PlainAssembler assembler, boolean last) {
        if (listener != null) {
            received(assembler.length(), last);
        }
    }

    /** A part has come that goes to the application as it is. */
    void part(String part, boolean last) {
        if (listener != null) {
            part(utf8Length(part), last);
        }
    }

    private long utf8Length(String part) {
        if (part.isEmpty()) {
            return 0;
        }
        boolean completesPair = cutsPair && Character.isLowSurrogate(part.charAt(0));
        cutsPair = Character.isHighSurrogate(part.charAt(part.length() - 1));
        // Each half by itself is counted as a replacement character of three bytes.
        return Utf8.length(part) - (completesPair ? 2 : 0);
    }

    /** As {@link #part(String, boolean)}. */
    void part(ByteBuffer part, boolean last) {
        if (listener != null) {
            part(part.remaining(), last);
        }
    }

    private void part(long bytes, boolean last) {
        coming(last);
        partBytes += bytes;
        received(partBytes, last);
        if (last) {
            partBytes = 0;
            cutsPair = false;
        }
    }

    private void received(long bytes, boolean last) {
        tell(bytes, last);
        listener.wake();
    }

    private synchronized void tell(long bytes, boolean last) {
        if (current != null) {
            current.progressed(bytes);
            if (last) {
                current.completed();
                current = null;
            }
        }
    }

    /** The message that is coming will not be whole, nor is there another: the connection has ended, or will. */
    void failed(IOException cause) {
        if (listener != null) {
            end(cause);
            listener.wake();
        }
    }

    private synchronized void end(IOException cause) {
        ended = true;
        if (current != null) {
            current.failed(cause);
            current = null;
        }
    }
}
