package org.lighterage.session;

import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.lighterage.SendOptions;
import org.lighterage.TransferException;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.BytesSource;
import org.lighterage.transfer.FileSource;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.PipeSource;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Source;
import org.lighterage.transfer.TextSource;
import org.lighterage.wire.OutcomeCode;
import org.lighterage.wire.Utf8;

/** Makes messages of what applications send, and hands them to where they go. Safe for use by any thread. */
final class Sends {

    private final Outbound outbound;
    private final boolean negotiated;
    private final EndpointSettings settings;
    private final Resources resources;
    private final SendLimit limit;

    Sends(Outbound outbound, boolean negotiated, EndpointSettings settings, Resources resources, SendLimit limit) {
        this.outbound = outbound;
        this.negotiated = negotiated;
        this.settings = settings;
        this.resources = resources;
        this.limit = limit;
    }

    /** The same for senders that do not wait, and so need a limit. */
    Sends queueing() {
        return new Sends(outbound, negotiated, settings, resources, new SendLimit(settings.sendQueue()));
    }

    OutgoingMessage text(CharSequence text) {
        return text(text, SendOptions.create());
    }

    OutgoingMessage text(CharSequence text, SendOptions options) {
        // A short text is encoded at once, so that its send can complete before the peer has acknowledged it.
        boolean encode = negotiated && text.length() < settings.chunkSize();
        Source source = encode ? new BytesSource(ByteBuffer.wrap(Utf8.encode(text))) : new TextSource(text);
        OutgoingMessage message = message(true, source, options);
        return encode ? sendCopy(message) : send(message);
    }

    OutgoingMessage binary(ByteBuffer bytes) {
        return binary(bytes, SendOptions.create());
    }

    OutgoingMessage binary(ByteBuffer bytes, SendOptions options) {
        // As with text; a plain peer's short message, too, is the application's again once the send has returned.
        boolean copy = bytes.remaining() < settings.chunkSize();
        Source source = new BytesSource(copy ? copyOf(bytes) : bytes);
        bytes.position(bytes.limit());
        OutgoingMessage message = message(false, source, options);
        return copy ? sendCopy(message) : send(message);
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    OutgoingMessage file(Path file, SendOptions options) {
        Source source;
        try {
            source = new FileSource(file);
        } catch (IOException e) {
            OutgoingMessage failed = message(options.isText(), new BytesSource(ByteBuffer.allocate(0)), options);
            failed.fail(e);
            return failed;
        }
        return send(message(options.isText(), source, options));
    }

    OutgoingMessage stream(InputStream stream, SendOptions options) {
        PipeSource pipe = newPipe();
        OutgoingMessage message = send(message(options.isText(), pipe, options));
        new StreamPump(StreamPump.Input.of(stream), pipe, resources.executor()).start();
        return message;
    }

    OutgoingMessage reader(Reader reader, SendOptions options) {
        PipeSource pipe = newPipe();
        OutgoingMessage message = send(message(true, pipe, options));
        new StreamPump(StreamPump.Input.of(reader), pipe, resources.executor()).start();
        return message;
    }

    /**
     * Sends a message that was received as it is: of the same kind, with its metadata, read from where its bytes wait.
     *
     * @throws IOException if it was released
     */
    OutgoingMessage received(ReceivedMessage received) throws IOException {
        try {
            received.retain();
        } catch (IllegalStateException e) {
            throw new IOException(
                    "The message is no longer there: send it within its callback, or keep it until then", e);
        }
        Source source;
        try {
            source = received.source();
        } catch (IOException e) {
            received.release();
            throw e;
        }
        OutgoingMessage message = new OutgoingMessage(received.isText(), source, received.metadata(), bytes -> {});
        message.completion().whenComplete((done, failure) -> received.release());
        return send(message);
    }

    /** Begins a message whose bytes are written to the pipe. */
    OutgoingMessage piped(boolean text, PipeSource pipe) {
        return send(message(text, pipe, SendOptions.create()));
    }

    /** Wide enough for what is under way and a frame being cut. */
    PipeSource newPipe() {
        return new PipeSource(outbound::sendAhead);
    }

    /** As {@link #newPipe}, for a message whose parts are the application's; to a Lighterage peer they do not show. */
    PipeSource newPipeOfParts() {
        return negotiated ? newPipe() : PipeSource.keepingParts(outbound.sendAhead());
    }

    private static OutgoingMessage message(boolean text, Source source, SendOptions options) {
        return new OutgoingMessage(text, source, options.getMetadata(), options.getOnProgress());
    }

    private OutgoingMessage send(OutgoingMessage message) {
        outbound.send(message);
        return message;
    }

    private OutgoingMessage sendCopy(OutgoingMessage message) {
        return limit.admit(message) ? send(message) : message;
    }

    /** Whether a message waits until the one before it has ended. */
    boolean keepsOrder() {
        return !negotiated || !settings.interleaved();
    }

    void abort(OutgoingMessage message, OutcomeCode code, String reason) {
        outbound.abort(message, new MessageFailedException(code, reason));
    }

    /** Fails a message that took too long, whatever has become of it. */
    void expire(OutgoingMessage message, String reason) {
        abort(message, OutcomeCode.TIMEOUT, reason);
        message.fail(new MessageFailedException(OutcomeCode.TIMEOUT, reason));
    }

    Outbound outbound() {
        return outbound;
    }

    Resources resources() {
        return resources;
    }

    /** Sends a message, and waits until it is settled; throws what happened to it otherwise. */
    void sendAndWait(Supplier<OutgoingMessage> sending) throws IOException {
        Trampoline lent = outbound.lend();
        OutgoingMessage message;
        try {
            message = sending.get();
            if (lent != null) {
                lendUntilSettled(lent, message);
            }
        } finally {
            if (lent != null) {
                lent.giveBack();
            }
        }
        awaitSettled(message);
    }

    /** Waits until a message is settled; throws what happened to it otherwise. */
    void await(OutgoingMessage message) throws IOException {
        sendAndWait(() -> message);
    }

    private static void lendUntilSettled(Trampoline lent, OutgoingMessage message) {
        CompletableFuture<Void> completion = message.completion().toCompletableFuture();
        Thread thread = Thread.currentThread();
        completion.whenComplete((done, failure) -> LockSupport.unpark(thread));
        lent.runUntil(completion::isDone);
    }

    private void awaitSettled(OutgoingMessage message) throws IOException {
        CompletableFuture<Void> completion = message.completion().toCompletableFuture();
        try {
            completion.get();
        } catch (InterruptedException e) {
            abort(message, OutcomeCode.CANCELLED, "The sending thread was interrupted");
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while sending; the message was given up");
        } catch (ExecutionException e) {
            throw asIOException(e.getCause());
        }
    }

    /** Waits until a pipe that the calling thread writes has room, or the thread is interrupted. */
    void awaitRoom(PipeSource pipe) {
        if (pipe.hasRoom(() -> {})) {
            return;
        }
        Trampoline lent = outbound.lend();
        if (lent != null) {
            Thread thread = Thread.currentThread();
            try {
                lent.runUntil(() -> pipe.hasRoom(() -> LockSupport.unpark(thread)));
            } finally {
                lent.giveBack();
            }
        }
    }

    /** What an application is told of a failed send: an encoder's own exception as it is. */
    static Exception asApplicationException(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof EncodeException encode ? encode : asIOException(cause);
    }

    /** What an application is told of a failed send, with a stack trace of its own. */
    static IOException asIOException(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof MessageFailedException failed) {
            return new TransferException(
                    TransferException.Code.valueOf(failed.code().name()), failed.getMessage(), failed);
        }
        if (cause instanceof TransferException failed) {
            // Of what an encoder wrote, whose send has made one of it before.
            return new TransferException(failed.getCode(), failed.getMessage(), failed);
        }
        return new IOException(cause.getMessage(), cause);
    }
}
