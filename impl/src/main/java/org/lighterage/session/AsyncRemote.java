package org.lighterage.session;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.lighterage.transfer.OutgoingMessage;

/** Sends without waiting. Any number of threads may use it at once; handlers are called on the library's executor. */
final class AsyncRemote extends RemoteBase implements RemoteEndpoint.Async {

    private volatile long sendTimeout;

    AsyncRemote(ApplicationSession session, Sends sends, ObjectSends objectSends, long sendTimeout) {
        super(session, sends, objectSends);
        this.sendTimeout = sendTimeout;
    }

    @Override
    public long getSendTimeout() {
        return sendTimeout;
    }

    /** Milliseconds that a whole message may take; 0 or less for no limit but the configured one. */
    @Override
    public void setSendTimeout(long timeout) {
        sendTimeout = timeout;
    }

    @Override
    public void sendText(String text, SendHandler handler) {
        notNull(handler, "handler");
        tell(handler, text(text));
    }

    @Override
    public Future<Void> sendText(String text) {
        return future(text(text));
    }

    private CompletionStage<Void> text(String text) {
        notNull(text, "text");
        session().checkOpen();
        return limited(sends().text(text));
    }

    @Override
    public Future<Void> sendBinary(ByteBuffer data) {
        return future(binary(data));
    }

    @Override
    public void sendBinary(ByteBuffer data, SendHandler handler) {
        notNull(handler, "handler");
        tell(handler, binary(data));
    }

    private CompletionStage<Void> binary(ByteBuffer data) {
        notNull(data, "data");
        session().checkOpen();
        return limited(sends().binary(data));
    }

    @Override
    public Future<Void> sendObject(Object data) {
        return future(object(data));
    }

    @Override
    public void sendObject(Object data, SendHandler handler) {
        notNull(handler, "handler");
        tell(handler, object(data));
    }

    private CompletionStage<Void> object(Object data) {
        notNull(data, "data");
        session().checkOpen();
        try {
            return objectSends().sendLater(data, this::limited);
        } catch (IOException | EncodeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Void> limited(OutgoingMessage message) {
        long timeout = sendTimeout;
        if (timeout > 0) {
            var timer = sends().resources().schedule(Duration.ofMillis(timeout), () -> sends().expire(
                            message, "The message was not sent within " + timeout + " ms"));
            message.completion().whenComplete((done, failure) -> timer.cancel());
        }
        return message.completion();
    }

    private void tell(SendHandler handler, CompletionStage<Void> completion) {
        // On the executor: an application that sends and waits in its handler would otherwise wait for itself.
        completion.whenCompleteAsync(
                (done, failure) -> handler.onResult(
                        failure == null ? new SendResult() : new SendResult(Sends.asApplicationException(failure))),
                sends().resources().executor());
    }

    private static Future<Void> future(CompletionStage<Void> completion) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        completion.whenComplete((done, failure) -> {
            if (failure == null) {
                future.complete(null);
            } else {
                future.completeExceptionally(Sends.asApplicationException(failure));
            }
        });
        return future;
    }
}
