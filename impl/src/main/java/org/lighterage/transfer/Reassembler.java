package org.lighterage.transfer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.ProtocolException;

/**
 * Puts messages together from counted frames in their order, one method per frame (PROTOCOL.md, section 5). Guarded by
 * the receiving lock.
 *
 * <p>A method returns false when its frame must wait because only the application can make room; nothing has changed
 * then.
 */
final class Reassembler {

    private static final Logger LOG = System.getLogger(Reassembler.class.getName());

    private final EngineOptions options;
    private final Scheduler scheduler;
    private final Supplier<MessageBuffer> buffers;
    private final Sender sender;
    private final Inbox inbox;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

    /** Begun, and not yet ended or aborted, by id; dropped ones included. */
    private final Map<Long, IncomingMessage> begun = new HashMap<>();

    private long lastId;

    Reassembler(
            EngineOptions options,
            Scheduler scheduler,
            Supplier<MessageBuffer> buffers,
            Sender sender,
            Inbox inbox,
            TransferListener transfers) {
        this.options = options;
        this.scheduler = scheduler;
        this.buffers = buffers;
        this.sender = sender;
        this.inbox = inbox;
        this.transfers = transfers;
    }

    boolean whole(boolean text, ByteBuffer bytes) throws ProtocolException {
        if (bytes.remaining() > options.maxMessage()) {
            throw violated(
                    "message-too-long",
                    "a message of " + bytes.remaining() + " bytes is over MAX_MESSAGE of " + options.maxMessage());
        }
        return inbox.offerShort(text, bytes);
    }

    /** @param aborted whether the ABORT of this message has come already */
    boolean begin(Frame.Begin begin, boolean aborted) throws ProtocolException {
        checkNext(begin.id());
        if (begin.previous() != null) {
            throw ProtocolException.malformed(
                    "continue-not-listed",
                    "BEGIN continues message " + begin.previous().id() + ", which no CHECKPOINT listed");
        }
        if (begun.size() >= options.maxConcurrent()) {
            throw violated("too-many-begun", "more messages begun than MAX_CONCURRENT of " + options.maxConcurrent());
        }
        IncomingMessage message = new IncomingMessage(begin, options.maxMessage(), aborted ? null : buffers.get());
        if (!aborted && begin.length() > options.maxMessage()) {
            reject(message, IncomingMessage.tooLarge(begin.length(), options.maxMessage()));
        } else if (!append(message, begin.bytes())) {
            message.drop(null);
            return false;
        }
        begun.put(begin.id(), message);
        lastId = begin.id();
        if (transfers != null) {
            message.observe(transfers);
        }
        return true;
    }

    boolean data(Frame.Data data) throws ProtocolException {
        return append(lookUp(data.id(), "DATA"), data.bytes());
    }

    boolean end(Frame.End end) throws ProtocolException {
        IncomingMessage message = lookUp(end.id(), "END");
        if (!message.isDropped() && (inbox.isFull() || !append(message, end.bytes()))) {
            return false;
        }
        begun.remove(end.id());
        // Its last bytes may have been the ones that it was rejected for.
        if (!message.isDropped()) {
            try {
                inbox.addLong(message, end.crc());
                sender.settle(new Frame.Delivered(end.id()));
            } catch (MessageFailedException e) {
                reject(message, e);
            }
        }
        return true;
    }

    /** Whether an id may be that of a message which has neither ended nor been aborted by frames processed so far. */
    boolean isOpen(long id) {
        return id > lastId || begun.containsKey(id);
    }

    /** Frees what a message holds as soon as its ABORT comes; {@link #abort} follows in its turn. */
    void abortAhead(Frame.Abort abort) {
        IncomingMessage message = begun.get(abort.id());
        if (message != null) {
            message.drop(givenUp(abort));
        }
    }

    private static MessageFailedException givenUp(Frame.Abort abort) {
        String why = abort.reason().isEmpty() ? "" : ": " + abort.reason();
        return new MessageFailedException(abort.code(), "The peer gave the message up with " + abort.code() + why);
    }

    /** @param waiting how many ids are taken by frames that wait to be processed */
    void checkBegun(long id, int waiting) throws ProtocolException {
        if (id > lastId + waiting) {
            throw ProtocolException.malformed("id-not-begun", "ABORT of message " + id + ", never begun");
        }
    }

    void abort(Frame.Abort abort) throws ProtocolException {
        checkBegun(abort.id(), 0);
        IncomingMessage message = begun.remove(abort.id());
        if (message != null) {
            message.drop(givenUp(abort));
        }
    }

    void reference(Frame.Reference reference) throws ProtocolException {
        checkNext(reference.id());
        lastId = reference.id();
        sender.settle(new Frame.Reject(
                reference.id(), OutcomeCode.UNAVAILABLE, "references are not fetched here: no store is configured"));
    }

    private void checkNext(long id) throws ProtocolException {
        if (id != lastId + 1) {
            throw ProtocolException.malformed("id-out-of-turn", "id " + id + " where " + (lastId + 1) + " is next");
        }
    }

    private IncomingMessage lookUp(long id, String frame) throws ProtocolException {
        IncomingMessage message = begun.get(id);
        if (message == null) {
            throw ProtocolException.malformed(
                    "id-not-begun", frame + " of message " + id + ", not begun or ended already");
        }
        return message;
    }

    private static ProtocolException violated(String rule, String message) {
        return new ProtocolException(CloseCodes.POLICY_VIOLATION, rule, message);
    }

    /** Stores bytes, or drops them where the message is dropped or is rejected for them. */
    private boolean append(IncomingMessage message, ByteBuffer bytes) throws ProtocolException {
        if (message.isDropped()) {
            return true;
        }
        try {
            message.append(bytes);
            message.lastFrameAt = scheduler.nanoTime();
        } catch (MessageFailedException e) {
            reject(message, e);
        } catch (BudgetExceededException e) {
            if (inbox.holdsBuffers()) {
                return false;
            }
            LOG.log(Level.WARNING, "Message {0} is rejected: {1}", message.id, e.getMessage());
            reject(message, new MessageFailedException(OutcomeCode.NO_CAPACITY, "no room for it now: try again later"));
        } catch (IOException e) {
            // Where our files lie is not the peer's business.
            LOG.log(Level.WARNING, "Message " + message.id + " is rejected, its buffer failed", e);
            reject(message, new MessageFailedException(OutcomeCode.FAILED, "the receiver's buffer failed"));
        }
        return true;
    }

    private void reject(IncomingMessage message, MessageFailedException cause) throws ProtocolException {
        message.drop(new MessageFailedException(
                cause.code(), "The message was rejected with " + cause.code() + ": " + cause.getMessage(), cause));
        sender.settle(new Frame.Reject(message.id, cause.code(), FrameWriter.fitReason(cause.getMessage())));
    }

    void restartTimeouts() {
        long now = scheduler.nanoTime();
        begun.values().forEach(message -> message.lastFrameAt = now);
    }

    boolean isIdle() {
        return begun.isEmpty();
    }

    /** Rejects messages on which nothing has come for the receive timeout. */
    void rejectStalled() throws ProtocolException {
        long now = scheduler.nanoTime();
        for (IncomingMessage message : begun.values()) {
            if (!message.isDropped()
                    && now - message.lastFrameAt >= options.receiveTimeout().toNanos()) {
                reject(
                        message,
                        new MessageFailedException(
                                OutcomeCode.TIMEOUT,
                                "nothing came for " + options.receiveTimeout().toSeconds()
                                        + " s (lighterage.receive-timeout)"));
            }
        }
    }

    void close(IOException cause) {
        begun.values().forEach(message -> message.drop(cause));
        begun.clear();
    }
}
