package org.lighterage.transfer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lighterage.buffer.ArrivingContent;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.ProtocolException;

/**
 * Puts messages together from counted frames in their order, one method per frame (PROTOCOL.md, section 5). Guarded by
 * the receiving lock.
 *
 * <p>A method returns false when its frame must wait because only the application can make room; it is called again
 * with the same frame then. Where the application itself may wait for frames, of a message that it reads while it
 * comes, none is made to wait for it: a message is rejected instead. Acknowledgements do not follow such a reader,
 * since that would hold up the other messages, too (section 6); what it has not read yet waits in the message's buffer.
 */
final class Reassembler {

    private static final Logger LOG = System.getLogger(Reassembler.class.getName());

    private static final String OVERTAKEN =
            "the short messages that overtook it and wait for its reader are more than there"
                    + " is room for (lighterage.window, lighterage.total-memory): send it with strict ordering";

    private final EngineOptions options;
    private final Scheduler scheduler;
    private final Buffers buffers;
    private final Sender sender;
    private final Inbox inbox;

    /** Null where nobody hears of transfers. */
    private final TransferListener transfers;

    /**
     * Begun, and not yet ended or aborted, in the order of their ids, which is that in which they begin; dropped ones
     * included. A map is made for the first.
     */
    private Map<Long, IncomingMessage> begun = Collections.emptyMap();

    private long lastId;

    /**
     * Ids up to this one were begun on a transport that is lost: frames of them may come again when they are over
     * (section 7).
     */
    private long lastIdBefore;

    /** Whether the application takes messages of a kind from their first frame on. */
    private boolean streamsText;

    private boolean streamsBinary;

    Reassembler(
            EngineOptions options,
            Scheduler scheduler,
            Buffers buffers,
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

    /** Whether messages of a kind are for the application from their first frame on, also those that have begun. */
    void setStreaming(boolean text, boolean streaming) {
        if (text) {
            streamsText = streaming;
        } else {
            streamsBinary = streaming;
        }
        begun.values().forEach(this::openIfStreaming);
    }

    private boolean isStreaming(boolean text) {
        return text ? streamsText : streamsBinary;
    }

    private void openIfStreaming(IncomingMessage message) {
        if (isStreaming(message.isText()) && !message.isDropped() && message.opened() == null) {
            inbox.addLong(message);
        }
    }

    boolean whole(boolean text, ByteBuffer bytes) throws ProtocolException {
        if (bytes.remaining() > options.maxMessage()) {
            throw violated(
                    "message-too-long",
                    "a message of " + bytes.remaining() + " bytes is over MAX_MESSAGE of " + options.maxMessage());
        }
        if (inbox.offerShort(text, bytes)) {
            return true;
        }
        for (IncomingMessage message : begun.values()) {
            if (message.isAwaited()) {
                reject(message, noCapacity(OVERTAKEN, null));
            }
        }
        return false;
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
        long maxLength = options.maxMessage(begin.text());
        ArrivingContent content = aborted
                ? null
                : IncomingText.contentFor(buffers, begin.text(), begin.length(), isStreaming(begin.text()));
        IncomingMessage message = new IncomingMessage(begin, maxLength, content);
        if (!aborted && begin.length() > maxLength) {
            reject(message, IncomingMessage.tooLarge(begin.length(), maxLength));
        } else if (isStreaming(begin.text()) && !hasPlace(message) || !append(message, begin.bytes())) {
            drop(message, null);
            return false;
        }
        if (begun.isEmpty()) {
            begun = new LinkedHashMap<>();
        }
        begun.put(begin.id(), message);
        lastId = begin.id();
        if (transfers != null) {
            message.observe(transfers);
        }
        openIfStreaming(message);
        return true;
    }

    /** Another transport takes the place of one that is lost. */
    void resume() {
        lastIdBefore = lastId;
        restartTimeouts();
    }

    boolean data(Frame.Data data) throws ProtocolException {
        IncomingMessage message = lookUp(data.id(), "DATA");
        return message == null || append(message, data.bytes());
    }

    boolean end(Frame.End end) throws ProtocolException {
        IncomingMessage message = lookUp(end.id(), "END");
        if (message == null) {
            return true;
        }
        if (message.opened() == null && !hasPlace(message) || !append(message, end.bytes())) {
            return false;
        }
        begun.remove(end.id());
        // Its last bytes may have been the ones that it was rejected for.
        if (!message.isDropped()) {
            try {
                message.end(end.crc());
                if (message.opened() == null) {
                    inbox.addLong(message);
                }
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
            drop(message, givenUp(abort));
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
        IncomingMessage message = begun.isEmpty() ? null : begun.remove(abort.id());
        if (message != null) {
            drop(message, givenUp(abort));
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

    /** The message that a frame is of; null where that is over, and the frame comes again. */
    private IncomingMessage lookUp(long id, String frame) throws ProtocolException {
        IncomingMessage message = begun.get(id);
        if (message == null && id > lastIdBefore) {
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
            if (inbox.holdsBuffers() && applicationGoesOn()) {
                return false;
            }
            LOG.log(Level.WARNING, "Message {0} is rejected: {1}", message.id, e.getMessage());
            reject(message, noCapacity("no room for it now: try again later", e));
        } catch (IOException e) {
            // Where our files lie is not the peer's business.
            LOG.log(Level.WARNING, "Message " + message.id + " is rejected, its buffer failed", e);
            reject(message, new MessageFailedException(OutcomeCode.FAILED, "the receiver's buffer failed", e));
        }
        return true;
    }

    /** Whether the inbox has a place for a message, or the message is dropped, if need be for that reason. */
    private boolean hasPlace(IncomingMessage message) throws ProtocolException {
        if (message.isDropped() || !inbox.isFull()) {
            return true;
        }
        if (applicationGoesOn()) {
            return false;
        }
        reject(message, noCapacity(Inbox.MAX_MESSAGES + " messages wait here: try again later", null));
        return true;
    }

    /**
     * Whether the application does what it does without any frame that is still to come, and so makes room in the end.
     */
    private boolean applicationGoesOn() {
        return begun.values().stream().noneMatch(IncomingMessage::isAwaited);
    }

    private static MessageFailedException noCapacity(String reason, IOException cause) {
        return new MessageFailedException(OutcomeCode.NO_CAPACITY, reason, cause);
    }

    private void reject(IncomingMessage message, MessageFailedException cause) throws ProtocolException {
        drop(
                message,
                new MessageFailedException(
                        cause.code(),
                        "The message was rejected with " + cause.code() + ": " + cause.getMessage(),
                        cause));
        sender.settle(new Frame.Reject(message.id, cause.code(), FrameWriter.fitReason(cause.getMessage())));
    }

    private void drop(IncomingMessage message, IOException cause) {
        message.drop(cause);
        if (message.opened() != null) {
            inbox.withdraw(message.opened());
        }
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

    /** A new session begins, with ids from the start. */
    void renew(IOException cause) {
        close(cause);
        lastId = 0;
        lastIdBefore = 0;
    }

    void close(IOException cause) {
        begun.values().forEach(message -> drop(message, cause));
        begun = Collections.emptyMap();
    }
}
