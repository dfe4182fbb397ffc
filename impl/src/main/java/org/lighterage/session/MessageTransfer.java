package org.lighterage.session;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.lighterage.Transfer;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.wire.OutcomeCode;

/** What an application sees of a message that it sends. */
final class MessageTransfer implements Transfer {

    private final OutgoingMessage message;
    private final Sends sends;
    private final CompletableFuture<Void> delivered = new CompletableFuture<>();

    MessageTransfer(OutgoingMessage message, Sends sends) {
        this.message = message;
        this.sends = sends;
        // On the executor: what an application hangs on it must not hold up the transport.
        message.completion()
                .whenCompleteAsync(
                        (done, failure) -> {
                            if (failure == null) {
                                delivered.complete(null);
                            } else {
                                delivered.completeExceptionally(Sends.asIOException(failure));
                            }
                        },
                        sends.resources().executor());
    }

    @Override
    public OptionalLong getLength() {
        long length = message.length();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    @Override
    public long getAcknowledged() {
        return message.acknowledged();
    }

    @Override
    public CompletionStage<Void> delivered() {
        return delivered;
    }

    @Override
    public void abort(String reason) {
        sends.abort(message, OutcomeCode.CANCELLED, reason);
    }
}
