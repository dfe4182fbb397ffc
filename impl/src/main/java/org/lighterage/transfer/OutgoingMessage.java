package org.lighterage.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;

/**
 * A message on its way to the peer. What an application sees of it is safe for any thread; its state is guarded by the
 * sending lock.
 */
public final class OutgoingMessage {

    private static final Logger LOG = System.getLogger(OutgoingMessage.class.getName());

    enum State {
        QUEUED,
        BEGUN,
        ENDED,
        /** Went out whole, in one frame that was not acknowledged. */
        SENT,
        SETTLED
    }

    private static final int GO_ON_PIECE = 64 * 1024;

    final boolean text;
    final Source source;
    final Map<String, String> metadata;
    private final LongConsumer onProgress;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();

    State state = State.QUEUED;
    long id;

    /** What of a lost session it continues, or null (PROTOCOL.md, section 7). */
    Frame.Previous previous;

    /** Offset of the next byte to send. */
    long offset;

    /** The longest that the peer accepts, as it was when the message began, in bytes. */
    long maxLength;

    /** While it is sent again after a transport was lost: up to which byte. */
    long againUpTo;

    /** Checksum of the bytes before {@link #checksummed}. */
    private final CRC32C crc = new CRC32C();

    /** {@link #offset}, or more where bytes are sent again: each goes into the checksum once. */
    private long checksummed;

    /** Of a message whose session is gone: whether its end was never sent, so that it cannot have arrived. */
    boolean sentInPart;

    private volatile boolean handedOver;

    /** When it was handed to the engine, on the scheduler's clock, in nanoseconds. */
    long enqueuedAt;

    private volatile long acknowledged;

    /** Hears of it once it has begun; null where nobody does. */
    private volatile TransferListener.Begun observer;

    /**
     * @param metadata at most 512 bytes as encoded; empty for none
     * @param onProgress told the payload bytes acknowledged so far, on a thread of the transport; must not block
     * @throws IllegalArgumentException if the metadata is too long, or a key cannot be encoded
     */
    public OutgoingMessage(boolean text, Source source, Map<String, String> metadata, LongConsumer onProgress) {
        this.text = text;
        this.source = source;
        this.metadata = metadata;
        // Refuses bad metadata here, where the application hears of it, rather than when its turn has come.
        FrameWriter.beginHeaderLength(1, text, Frame.Begin.NO_LENGTH, metadata, null);
        this.onProgress = onProgress;
    }

    /**
     * Lets it go on where a message of a lost session stopped (PROTOCOL.md, section 7): the bytes before the offset are
     * not sent, though the checksum is of all. Called before it is handed to the engine; reads those bytes.
     */
    void goOnFrom(Frame.Previous stopped) throws IOException {
        previous = stopped;
        ByteBuffer piece = ByteBuffer.allocate(GO_ON_PIECE);
        while (offset < stopped.offset()) {
            piece.clear().limit((int) Math.min(GO_ON_PIECE, stopped.offset() - offset));
            int count = source.read(offset, piece);
            if (count <= 0) {
                throw new EOFException("A message cannot go on at byte " + stopped.offset() + ": it ends at " + offset);
            }
            checksum(offset, piece.flip());
            offset += count;
        }
    }

    /**
     * Lets it go on in a new session, where the former one stopped.
     *
     * @param kept up to which offset the peer holds the payload
     * @return false where its source no longer has what follows
     */
    boolean goOnFrom(long kept) {
        long from = Math.min(kept, checksummed);
        if (source.readableFrom() > from) {
            return false;
        }
        previous = new Frame.Previous(id, from);
        offset = from;
        againUpTo = 0;
        state = State.QUEUED;
        return true;
    }

    /** Takes payload bytes that begin at an offset into the checksum, as far as they are not in it yet. */
    void checksum(long from, ByteBuffer bytes) {
        int known = (int) Math.min(bytes.remaining(), checksummed - from);
        if (known < bytes.remaining()) {
            checksummed = from + bytes.remaining();
            crc.update(bytes.position(bytes.position() + known));
        }
    }

    /** The checksum of the whole, once all of it was read. */
    int crc() {
        return (int) crc.getValue();
    }

    /** Has bytes sent again from an offset on, up to where it had come. */
    void goBackTo(long from, State next) {
        againUpTo = Math.max(againUpTo, offset);
        offset = from;
        state = next;
    }

    /** The payload's length in bytes, or -1 where it is not known in advance. */
    public long length() {
        return source.length();
    }

    /** Payload bytes that the peer has acknowledged. */
    public long acknowledged() {
        return acknowledged;
    }

    /**
     * Completes when a short message has been handed to the transport, or a long one was delivered; fails with a
     * {@link MessageFailedException}, or another IOException when the session ended first.
     */
    public CompletionStage<Void> completion() {
        return completion;
    }

    /** Whether it takes more than one frame of the given size. */
    boolean isLong(int frameLimit) {
        long length = source.length();
        return length < 0 || previous != null || !metadata.isEmpty() || 1 + length > frameLimit;
    }

    boolean isOverdue(Duration timeout, long lastProgress, long now) {
        long since = Math.max(enqueuedAt - now, lastProgress - now);
        return -since >= timeout.toNanos();
    }

    /** Whether it is text. */
    public boolean isText() {
        return text;
    }

    /** Where its payload is read from, by whoever carries it to the peer. */
    public Source source() {
        return source;
    }

    /** Tells of payload bytes that have arrived. Called without the lock, by whoever carries it to the peer. */
    public void acknowledgedUpTo(long bytes) {
        if (bytes > acknowledged && !completion.isCompletedExceptionally()) {
            acknowledged = bytes;
            TransferListener.Begun observing = observer;
            if (observing != null) {
                observing.progressed(bytes);
            }
            try {
                onProgress.accept(bytes);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A progress listener failed; the message is sent all the same", e);
            }
        }
    }

    /** Whether {@link #begun} was called. */
    boolean isObserved() {
        return observer != null;
    }

    /**
     * Tells that it takes more than one frame, and from now on what becomes of it. Called without the lock, by whoever
     * carries it to the peer, before its first frame is sent; without effect when called again, or when it has failed.
     */
    public void begun(TransferListener transfers) {
        if (isObserved() || completion.isDone()) {
            return;
        }
        TransferListener.Begun observing = transfers.outgoing(text, length(), metadata);
        observer = observing;
        transfers.wake();
        completion.whenComplete((done, failure) -> {
            if (failure == null) {
                observing.completed();
            } else {
                observing.failed(failure);
            }
            transfers.wake();
        });
    }

    /**
     * The transport has the whole of it, and its sender need not wait longer. Its source stays open until the peer has
     * acknowledged it, since it may have to be sent again. Called without the lock.
     */
    void handedOver() {
        handedOver = true;
        completion.complete(null);
    }

    /** Whether its sender was told that it is on its way. */
    boolean isHandedOver() {
        return handedOver;
    }

    /** Settles it as sent. Called without the lock; only the first of this and {@link #fail} counts. */
    public void complete() {
        source.close();
        completion.complete(null);
    }

    /** Settles it as failed. Called without the lock; only the first of this and {@link #complete} counts. */
    public void fail(Throwable cause) {
        source.close();
        completion.completeExceptionally(cause);
    }
}
