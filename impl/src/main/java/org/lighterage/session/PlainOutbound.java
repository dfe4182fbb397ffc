package org.lighterage.session;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lighterage.transfer.BytesSource;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.TextSource;
import org.lighterage.transfer.TransferListener;

/**
 * Sends to a peer that does not speak Lighterage (PROTOCOL.md, section 9): a short message with the asynchronous API, a
 * long one as a WebSocket message in RFC 6455 frames of the chunk size. The latter takes a thread of the executor,
 * since only the blocking API sends parts.
 */
final class PlainOutbound extends ContainerConnection implements Outbound {

    /** Bytes that are written ahead of the container: some frames, since it waits for each. */
    private static final long SEND_AHEAD = 1 << 20;

    private final int chunkSize;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

    /** Messages to send; guarded by itself, as are the three fields below. */
    private final Deque<OutgoingMessage> queue = new ArrayDeque<>(4);

    private OutgoingMessage current;
    private Runnable closeWhenSent;
    private IOException ended;

    /** @param transfers hears of messages that take more than one part; null for nobody */
    PlainOutbound(Session container, Resources resources, int chunkSize, TransferListener transfers) {
        super(container, resources);
        this.chunkSize = chunkSize;
        this.transfers = transfers;
    }

    @Override
    public long sendAhead() {
        return SEND_AHEAD;
    }

    @Override
    public void send(OutgoingMessage message) {
        IOException refused = null;
        synchronized (queue) {
            if (ended != null) {
                refused = new IOException(ended.getMessage(), ended);
            } else if (closeWhenSent != null) {
                refused = new IOException("The session is closing; nothing more can be sent");
            } else {
                queue.add(message);
            }
        }
        if (refused == null) {
            wake();
        } else {
            message.fail(refused);
        }
    }

    @Override
    public void abort(OutgoingMessage message, MessageFailedException cause) {
        boolean waiting;
        synchronized (queue) {
            waiting = queue.remove(message);
        }
        // One that is being sent cannot be taken back: a WebSocket message once begun has to be ended.
        if (waiting) {
            message.fail(cause);
        }
    }

    @Override
    public void close(int closeCode, String reason) {
        synchronized (queue) {
            if (closeWhenSent == null) {
                closeWhenSent = () -> super.close(closeCode, reason);
            }
        }
        wake();
    }

    @Override
    boolean sendNext() {
        OutgoingMessage message;
        Runnable close;
        synchronized (queue) {
            message = queue.poll();
            current = message;
            close = message == null ? closeWhenSent : null;
        }
        if (message == null) {
            if (close != null) {
                close.run();
            }
            return false;
        }
        try {
            if (!sendWhole(message)) {
                resources().executor().execute(() -> sendParts(message));
            }
        } catch (RuntimeException e) {
            // The application is being undeployed.
            sent(e);
        }
        return true;
    }

    /** Sends a short message in one piece; returns false where the message is long. */
    private boolean sendWhole(OutgoingMessage message) {
        if (message.source() instanceof TextSource source && source.text().length() <= chunkSize) {
            String text = source.text().toString();
            send(remote -> remote.sendText(text), (remote, handler) -> remote.sendText(text, handler));
            return true;
        }
        if (message.source() instanceof BytesSource source && !message.isText() && source.length() <= chunkSize) {
            ByteBuffer bytes = source.bytes();
            send(remote -> remote.sendBinary(bytes), (remote, handler) -> remote.sendBinary(bytes, handler));
            return true;
        }
        return false;
    }

    private void sendParts(OutgoingMessage message) {
        Throwable failure = null;
        try {
            new PlainParts(container().getBasicRemote(), message, chunkSize, transfers).send();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        sent(failure);
        if (failure != null) {
            // The peer waits for the rest of a message that will not come.
            closeNow();
        }
    }

    @Override
    void onSent(Throwable failure) {
        OutgoingMessage message;
        synchronized (queue) {
            message = current;
            current = null;
        }
        if (message == null) {
            // The connection has ended meanwhile, and the message was told so.
            return;
        }
        if (failure == null) {
            message.acknowledgedUpTo(Math.max(message.acknowledged(), message.length()));
            message.complete();
        } else {
            message.fail(new IOException("The message could not be sent: " + failure, failure));
        }
    }

    @Override
    public void connectionEnded(int closeCode, IOException cause) {
        end(cause);
    }

    @Override
    public void end(IOException cause) {
        List<OutgoingMessage> failed = new ArrayList<>();
        synchronized (queue) {
            ended = cause;
            if (current != null) {
                failed.add(current);
                current = null;
            }
            failed.addAll(queue);
            queue.clear();
        }
        failed.forEach(message -> message.fail(new IOException(cause.getMessage(), cause)));
        ended();
    }
}
