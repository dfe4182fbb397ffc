package org.lighterage.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.transfer.Buffers;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.PlainAssembler;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Scheduler;
import org.lighterage.transfer.TransferListener;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.OutcomeCode;

/** Takes what comes from a peer that does not speak Lighterage, in the pieces in which the container gives it. */
final class PlainInbound {

    /** What the pieces are for. */
    interface Sink {

        /** How text or binary messages are taken, or null where they are not. */
        Delivery delivery(boolean text);

        /** Whether text or binary messages are taken while they come. */
        boolean isStreaming(boolean text);

        void deliver(ReceivedMessage message);

        /** Waits while what was delivered is read on another thread. */
        void awaitTurn();

        /** Takes a message of which more is to come. What reads it runs on another thread than this one. */
        void deliverStreaming(ReceivedMessage message);

        void deliverPart(PartialDelivery<?> delivery, Object part, boolean last);

        /** A message that nobody reads yet could not be taken. */
        void fail(Throwable cause);

        /** Closes the connection after a message that could not be taken. */
        void close(int closeCode, String reason);
    }

    private final PlainAssembler texts;
    private final PlainAssembler binaries;
    private final PlainTransfers textTransfers;
    private final PlainTransfers binaryTransfers;
    private final Sink sink;
    private final Duration receiveTimeout;
    private final StallTimer stallTimer;

    /** As the application has set them. */
    private volatile long maxBufferedText = Long.MAX_VALUE;

    private volatile long maxBufferedBinary = Long.MAX_VALUE;

    /**
     * Whether the message that is coming is put together here; this and the next are for the container's thread only.
     */
    private boolean assembling;

    /** Whether the message that is coming is read while it comes. */
    private boolean streaming;

    /**
     * @param maxText longest text message that is accepted, in bytes of its UTF-8
     * @param maxBinary longest binary message that is accepted, in bytes
     * @param buffers where messages wait that come in pieces
     * @param receiveTimeout how long a message that is read while it comes may bring nothing
     * @param transfers hears of messages that come in pieces; null for nobody
     */
    PlainInbound(
            long maxText,
            long maxBinary,
            Buffers buffers,
            Sink sink,
            Scheduler scheduler,
            Duration receiveTimeout,
            TransferListener transfers) {
        this.texts = new PlainAssembler(maxText, buffers);
        this.binaries = new PlainAssembler(maxBinary, buffers);
        this.textTransfers = new PlainTransfers(transfers, true);
        this.binaryTransfers = new PlainTransfers(transfers, false);
        this.sink = sink;
        this.receiveTimeout = receiveTimeout;
        this.stallTimer = new StallTimer(scheduler, receiveTimeout, this::stalled);
    }

    /** Bounds what is buffered of one message, in characters or bytes; 0 or less for no bound. */
    void bufferAtMost(boolean text, int count) {
        long bound = count > 0 ? count : Long.MAX_VALUE;
        if (text) {
            maxBufferedText = bound;
        } else {
            maxBufferedBinary = bound;
        }
    }

    /** What is read as a stream may be as long as ever. */
    private void bound(PlainAssembler assembler, boolean text) {
        Delivery delivery = sink.delivery(text);
        boolean streams = delivery != null && delivery.streams();
        assembler.bufferAtMost(streams ? Long.MAX_VALUE : text ? maxBufferedText : maxBufferedBinary);
    }

    void receiveText(String piece, boolean last) {
        // A message is put together to its end, though the handler has been replaced meanwhile by one of parts.
        if (!assembling && sink.delivery(true) instanceof PartialDelivery<?> partial) {
            textTransfers.part(piece, last);
            sink.deliverPart(partial, piece, last);
            return;
        }
        assembling = !last;
        textTransfers.coming(last);
        bound(texts, true);
        try {
            ReceivedMessage message = texts.text(piece, last);
            textTransfers.taken(texts, last);
            deliver(message);
            proceed(texts, true, last);
        } catch (IOException e) {
            fail(e, textTransfers);
        }
    }

    void receiveBinary(ByteBuffer piece, boolean last) {
        if (!assembling && sink.delivery(false) instanceof PartialDelivery<?> partial) {
            binaryTransfers.part(piece, last);
            // The piece is the container's memory, and the application may keep what it is given.
            sink.deliverPart(
                    partial, ByteBuffer.allocate(piece.remaining()).put(piece).flip(), last);
            return;
        }
        assembling = !last;
        binaryTransfers.coming(last);
        bound(binaries, false);
        try {
            ReceivedMessage message = binaries.binary(piece, last);
            binaryTransfers.taken(binaries, last);
            deliver(message);
            proceed(binaries, false, last);
        } catch (IOException e) {
            fail(e, binaryTransfers);
        }
    }

    private void deliver(ReceivedMessage message) {
        if (message != null) {
            sink.deliver(message);
        }
    }

    private void proceed(PlainAssembler assembler, boolean text, boolean last) {
        if (last) {
            endStreaming();
        } else if (streaming) {
            stallTimer.restart();
        } else if (sink.isStreaming(text)) {
            sink.awaitTurn();
            startStreaming(assembler.open());
        }
    }

    /** @param message null where the connection has ended meanwhile */
    private void startStreaming(ReceivedMessage message) {
        if (message != null) {
            streaming = true;
            // First, since an executor that is full may run the reader in this thread.
            stallTimer.start();
            sink.deliverStreaming(message);
        }
    }

    private void endStreaming() {
        if (streaming) {
            streaming = false;
            stallTimer.stop();
        }
    }

    /** The reader of the message learns why, but its sender cannot be told otherwise than by a close. */
    private void stalled() {
        MessageFailedException timeout = new MessageFailedException(
                OutcomeCode.TIMEOUT,
                "nothing came for " + receiveTimeout.toSeconds() + " s (lighterage.receive-timeout)");
        closeAssemblers(timeout);
        sink.close(CloseCodes.POLICY_VIOLATION, timeout.getMessage());
    }

    /** PROTOCOL.md, section 9: beyond our maximum 1009. What we have no room for may be sent again later: 1013. */
    private void fail(IOException e, PlainTransfers transfers) {
        int closeCode = CloseCodes.INTERNAL_ERROR;
        OutcomeCode outcome = OutcomeCode.FAILED;
        if (e instanceof MessageFailedException failed) {
            closeCode = CloseCodes.TOO_BIG;
            outcome = failed.code();
        } else if (e instanceof BudgetExceededException) {
            closeCode = CloseCodes.TRY_AGAIN_LATER;
            outcome = OutcomeCode.NO_CAPACITY;
        }
        transfers.failed(new MessageFailedException(
                outcome, "The message was rejected with " + outcome + ": " + e.getMessage(), e));
        if (!streaming) {
            // Otherwise who reads it has been told.
            sink.fail(e);
        }
        endStreaming();
        sink.close(closeCode, CloseCodes.reason(String.valueOf(e.getMessage())));
    }

    /** @param cause why the connection has ended; told to who reads an incomplete message */
    void close(IOException cause) {
        stallTimer.stop();
        closeAssemblers(cause);
    }

    private void closeAssemblers(IOException cause) {
        texts.close(cause);
        binaries.close(cause);
        textTransfers.failed(cause);
        binaryTransfers.failed(cause);
    }
}
