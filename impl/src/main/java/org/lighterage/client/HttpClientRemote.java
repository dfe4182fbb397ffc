package org.lighterage.client;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Sends on a WebSocket of the JDK, which takes one message or part at a time: the one writer of a session sees to that.
 * Streams and objects are the session's above, which makes parts of them.
 */
abstract class HttpClientRemote implements RemoteEndpoint {

    private final WebSocket webSocket;
    private final Runnable activity;

    /** @param activity is told of each send */
    private HttpClientRemote(WebSocket webSocket, Runnable activity) {
        this.webSocket = webSocket;
        this.activity = activity;
    }

    final CompletableFuture<WebSocket> binary(ByteBuffer data, boolean last) {
        activity.run();
        return webSocket.sendBinary(data, last);
    }

    final CompletableFuture<WebSocket> text(String text, boolean last) {
        activity.run();
        return webSocket.sendText(text, last);
    }

    /** The JDK sends each message at once. */
    @Override
    public void setBatchingAllowed(boolean allowed) {
        if (allowed) {
            throw new UnsupportedOperationException("Messages cannot be batched here");
        }
    }

    @Override
    public boolean getBatchingAllowed() {
        return false;
    }

    @Override
    public void flushBatch() {
        // Nothing is held back.
    }

    @Override
    public void sendPing(ByteBuffer data) throws IOException {
        activity.run();
        await(webSocket.sendPing(data));
    }

    @Override
    public void sendPong(ByteBuffer data) throws IOException {
        activity.run();
        await(webSocket.sendPong(data));
    }

    static void await(CompletableFuture<WebSocket> send) throws IOException {
        try {
            send.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while sending");
        }
    }

    private static UnsupportedOperationException sessionsOwn() {
        return new UnsupportedOperationException("Streams and objects are sent by the session above");
    }

    /** Waits for the end of each send. */
    static final class Basic extends HttpClientRemote implements RemoteEndpoint.Basic {

        Basic(WebSocket webSocket, Runnable activity) {
            super(webSocket, activity);
        }

        @Override
        public void sendText(String text) throws IOException {
            await(text(text, true));
        }

        @Override
        public void sendBinary(ByteBuffer data) throws IOException {
            await(binary(data, true));
        }

        @Override
        public void sendText(String part, boolean last) throws IOException {
            await(text(part, last));
        }

        @Override
        public void sendBinary(ByteBuffer part, boolean last) throws IOException {
            await(binary(part, last));
        }

        @Override
        public OutputStream getSendStream() {
            throw sessionsOwn();
        }

        @Override
        public Writer getSendWriter() {
            throw sessionsOwn();
        }

        @Override
        public void sendObject(Object data) {
            throw sessionsOwn();
        }
    }

    /** Tells of the end of each send, on a thread of the HTTP client. */
    static final class Async extends HttpClientRemote implements RemoteEndpoint.Async {

        private volatile long sendTimeout;

        Async(WebSocket webSocket, Runnable activity, long sendTimeout) {
            super(webSocket, activity);
            this.sendTimeout = sendTimeout;
        }

        /** Milliseconds; the sends of a session have its own timeouts. */
        @Override
        public long getSendTimeout() {
            return sendTimeout;
        }

        @Override
        public void setSendTimeout(long milliseconds) {
            sendTimeout = milliseconds;
        }

        @Override
        public void sendText(String text, SendHandler handler) {
            text(text, true).whenComplete((done, failure) -> tell(handler, failure));
        }

        @Override
        public void sendBinary(ByteBuffer data, SendHandler handler) {
            binary(data, true).whenComplete((done, failure) -> tell(handler, failure));
        }

        private static void tell(SendHandler handler, Throwable failure) {
            handler.onResult(failure == null ? new SendResult() : new SendResult(failure));
        }

        @Override
        public Future<Void> sendText(String text) {
            return text(text, true).thenApply(done -> null);
        }

        @Override
        public Future<Void> sendBinary(ByteBuffer data) {
            return binary(data, true).thenApply(done -> null);
        }

        @Override
        public Future<Void> sendObject(Object data) {
            throw sessionsOwn();
        }

        @Override
        public void sendObject(Object data, SendHandler handler) {
            throw sessionsOwn();
        }
    }
}
