package org.lighterage.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.lighterage.buffer.BudgetExceededException;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.PlainAssembler;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.TransferListener;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.OutcomeCode;

/** Takes what comes from a peer that does not speak Lighterage, in the pieces in which the container gives it. */
final class PlainInbound {

    /** What the pieces are for. */
    interface Sink {

        /** How text or binary messages are taken, or null where they are not. */
        Delivery delivery(boolean text);

        void deliver(ReceivedMessage message);

        void deliverPart(PartialDelivery<?> delivery, Object part, boolean last);

        /** A message could not be taken; the connection closes. */
        void fail(Throwable cause, int closeCode, String reason);
    }

    private final PlainAssembler texts;
    private final PlainAssembler binaries;
    private final PlainTransfers textTransfers;
    private final PlainTransfers binaryTransfers;
    private final Sink sink;

    /**
     * @param maxText longest text message that is accepted, in bytes of its UTF-8
     * @param maxBinary longest binary message that is accepted, in bytes
     * @param buffers makes a buffer for each message that comes in pieces
     * @param transfers hears of messages that come in pieces; null for nobody
     */
    PlainInbound(long maxText, long maxBinary, Supplier<MessageBuffer> buffers, Sink sink, TransferListener transfers) {
        this.texts = new PlainAssembler(maxText, buffers);
        this.binaries = new PlainAssembler(maxBinary, buffers);
        this.textTransfers = new PlainTransfers(transfers, true);
        this.binaryTransfers = new PlainTransfers(transfers, false);
        this.sink = sink;
    }

    void receiveText(String piece, boolean last) {
        if (sink.delivery(true) instanceof PartialDelivery<?> partial) {
            textTransfers.part(piece, last);
            sink.deliverPart(partial, piece, last);
            return;
        }
        textTransfers.coming(last);
        try {
            ReceivedMessage message = texts.text(piece, last);
            textTransfers.taken(texts, message);
            deliver(message);
        } catch (IOException e) {
            fail(e, textTransfers);
        }
    }

    void receiveBinary(ByteBuffer piece, boolean last) {
        if (sink.delivery(false) instanceof PartialDelivery<?> partial) {
            binaryTransfers.part(piece, last);
            // The piece is the container's memory, and the application may keep what it is given.
            sink.deliverPart(
                    partial, ByteBuffer.allocate(piece.remaining()).put(piece).flip(), last);
            return;
        }
        binaryTransfers.coming(last);
        try {
            ReceivedMessage message = binaries.binary(piece, last);
            binaryTransfers.taken(binaries, message);
            deliver(message);
        } catch (IOException e) {
            fail(e, binaryTransfers);
        }
    }

    private void deliver(ReceivedMessage message) {
        if (message != null) {
            sink.deliver(message);
        }
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
        sink.fail(e, closeCode, CloseCodes.reason(String.valueOf(e.getMessage())));
    }

    /** @param cause why the connection has ended */
    void close(IOException cause) {
        texts.close();
        binaries.close();
        textTransfers.failed(cause);
        binaryTransfers.failed(cause);
    }
}
