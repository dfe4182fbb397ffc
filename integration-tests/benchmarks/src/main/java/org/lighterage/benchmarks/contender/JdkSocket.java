package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.wire.Utf8;

/**
 * An ordinary connection by the JDK's client, the fastest there is for long messages. Whatever is not of the kind that is
 * exchanged is a receipt. Its callbacks come one at a time.
 */
final class JdkSocket implements Link, WebSocket.Listener {

    /**
     * Bytes of the RFC 6455 frames of the one message that is sent. Tyrus takes no longer ones than 4 MiB; on the other servers
     * one frame for all is as fast.
     */
    private static final int FRAME = 1 << 20;

    /** Bytes, of UTF-8. */
    private static final int LONGEST_CHARACTER = 4;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final boolean text;
    private final Awaited receipts = new Awaited();
    private final Awaited messages = new Awaited();
    private final WebSocket socket;
    private Fingerprint coming = new Fingerprint();
    private final StringBuilder receipt = new StringBuilder();

    JdkSocket(URI uri, Kind kind) {
        text = kind.isText();
        socket = CLIENT.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    @Override
    public Receipt upload(Payload payload) throws Exception {
        if (text) {
            sendInFrames(payload.text());
        } else {
            sendInFrames(payload.bytes());
        }
        return awaitReceipt(payload);
    }

    void sendText(String message) {
        socket.sendText(message, true).join();
    }

    void sendBinary(ByteBuffer message) {
        socket.sendBinary(message, true).join();
    }

    Receipt awaitReceipt(Payload payload) throws Exception {
        return Receipt.verify(payload, receipts.take());
    }

    /** RFC 6455 frames of one message. */
    private void sendInFrames(ByteBuffer bytes) {
        int end = bytes.limit();
        do {
            bytes.limit(Math.min(end, bytes.position() + FRAME));
            socket.sendBinary(bytes, bytes.limit() == end).join();
            bytes.position(bytes.limit());
        } while (bytes.limit() < end);
    }

    /** The same of a text. This client corrupts one of more than some 16 MiB that it is given at once. */
    private void sendInFrames(String text) {
        int from = 0;
        do {
            int end = Utf8.endOfPiece(text, from, FRAME / LONGEST_CHARACTER);
            socket.sendText(text.substring(from, end), end == text.length()).join();
            from = end;
        } while (from < text.length());
    }

    @Override
    public void download(Payload payload) throws Exception {
        if (text) {
            socket.sendBinary(ByteBuffer.wrap(payload.toString().getBytes(UTF_8)), true)
                    .join();
        } else {
            socket.sendText(payload.toString(), true).join();
        }
        Receipt.verifyFingerprint(payload, messages.take());
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        if (text) {
            receive(UTF_8.decode(data), last);
        } else {
            coming.add(data);
            endMessage(last);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (text) {
            coming.add(data);
            endMessage(last);
        } else {
            receive(data, last);
        }
        webSocket.request(1);
        return null;
    }

    private void endMessage(boolean last) {
        if (last) {
            messages.put(coming.toString());
            coming = new Fingerprint();
        }
    }

    private void receive(CharSequence partOfReceipt, boolean last) {
        receipt.append(partOfReceipt);
        if (last) {
            receipts.put(receipt.toString());
            receipt.setLength(0);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        onError(webSocket, new IOException("Closed with " + statusCode + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        receipts.fail(error);
        messages.fail(error);
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        socket.abort();
    }
}
