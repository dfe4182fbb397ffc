package org.lighterage.scenarios;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A peer that negotiates Lighterage and then sends whatever bytes it is told, over the JDK's own WebSocket. */
final class RawPeer implements WebSocket.Listener, AutoCloseable {

    /** How a connection was closed. */
    record Closed(int code, String reason) {}

    /** One for all: each has threads of its own, and there are hundreds of peers. */
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final BlockingQueue<ByteBuffer> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private WebSocket webSocket;

    static RawPeer connect(URI uri) throws Exception {
        RawPeer peer = new RawPeer();
        peer.webSocket = CLIENT.newWebSocketBuilder()
                .subprotocols("lighterage.v1")
                .buildAsync(uri, peer)
                .get(Scenario.TIMEOUT, TimeUnit.SECONDS);
        return peer;
    }

    String subprotocol() {
        return webSocket.getSubprotocol();
    }

    void send(String hex) throws Exception {
        webSocket
                .sendBinary(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), true)
                .get(Scenario.TIMEOUT, TimeUnit.SECONDS);
    }

    void sendText(String text) throws Exception {
        webSocket.sendText(text, true).get(Scenario.TIMEOUT, TimeUnit.SECONDS);
    }

    /** The next frame that came; the tests' frames are short and come whole. */
    ByteBuffer next() throws InterruptedException {
        ByteBuffer frame = frames.poll(Scenario.TIMEOUT, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("No frame within " + Scenario.TIMEOUT + " s");
        }
        return frame;
    }

    CompletableFuture<Closed> closed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
        frames.add(ByteBuffer.allocate(data.remaining()).put(data).flip());
        source.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
        closed.complete(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket source, Throwable error) {
        closed.completeExceptionally(error);
    }

    @Override
    public void close() {
        webSocket.abort();
    }
}
