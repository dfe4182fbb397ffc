package org.lighterage.paths;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lighterage.wire.Varint;

/**
 * A client that writes frames of the protocol by hand, over the JDK's own WebSocket, and so says whatever a liar would. Its
 * messages are short. For one thread; frames come on those of the JDK.
 */
final class RawClient implements WebSocket.Listener, AutoCloseable {

    static final byte CHECKPOINT = 3;

    private static final byte HELLO = 1;
    private static final byte ACK = 2;
    private static final byte TEXT = 0x10;
    private static final int RESUMED = 1;
    private static final int TOKEN = 16;

    /** RESUME_SECONDS is 60. */
    private static final byte[] SETTINGS = {5, 60};

    private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream coming = new ByteArrayOutputStream();
    private WebSocket webSocket;

    /**
     * What a server's HELLO says.
     *
     * @param received counted frames
     */
    record Answer(boolean resumed, byte[] token, int received) {}

    private RawClient() {}

    /** @param headers names and values in turn */
    static RawClient connect(URI uri, String... headers) throws Exception {
        RawClient client = new RawClient();
        WebSocket.Builder builder =
                HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("lighterage.v1");
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        client.webSocket = builder.buildAsync(uri, client).get(Receiver.TIMEOUT, TimeUnit.SECONDS);
        return client;
    }

    /** Begins a session. */
    Answer hello() throws Exception {
        return hello(new byte[0], 0);
    }

    /** Asks for the session of a token, of which so many counted frames have come. */
    Answer hello(byte[] token, int received) throws Exception {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {HELLO, 1, 0, (byte) token.length});
        frame.writeBytes(token);
        frame.writeBytes(varint(received));
        frame.writeBytes(SETTINGS);
        send(frame.toByteArray());
        byte[] answer = next();
        if (answer[0] != HELLO || answer[3] != TOKEN) {
            throw new AssertionError("No HELLO with a token: " + Arrays.toString(answer));
        }
        int processed = (int) Varint.get(ByteBuffer.wrap(answer).position(4 + TOKEN));
        return new Answer((answer[2] & RESUMED) != 0, Arrays.copyOfRange(answer, 4, 4 + TOKEN), processed);
    }

    void acknowledge(int received) throws Exception {
        byte[] count = varint(received);
        send(ByteBuffer.allocate(1 + count.length).put(ACK).put(count).array());
    }

    private static byte[] varint(int value) {
        ByteBuffer bytes = ByteBuffer.allocate(Varint.length(value));
        Varint.put(bytes, value);
        return bytes.array();
    }

    void sendText(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(ByteBuffer.allocate(bytes.length + 1).put(TEXT).put(bytes).array());
    }

    /** The text of the next frame that is not an ACK. */
    String nextText() throws Exception {
        byte[] frame = next();
        while (frame[0] == ACK) {
            frame = next();
        }
        if (frame[0] != TEXT) {
            throw new AssertionError("No TEXT: " + Arrays.toString(frame));
        }
        return new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
    }

    private void send(byte[] frame) throws Exception {
        webSocket.sendBinary(ByteBuffer.wrap(frame), true).get(Receiver.TIMEOUT, TimeUnit.SECONDS);
    }

    /** The next frame that comes. */
    byte[] next() throws InterruptedException {
        byte[] frame = frames.poll(Receiver.TIMEOUT, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("No frame within " + Receiver.TIMEOUT + " s; closed: " + closed);
        }
        return frame;
    }

    /** How many messages have come that nobody has asked for. */
    int waitingTexts() {
        return (int) frames.stream().filter(frame -> frame[0] == TEXT).count();
    }

    /** The code that the server has closed with. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        coming.writeBytes(piece);
        if (last) {
            frames.add(coming.toByteArray());
            coming.reset();
        }
        source.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket source, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket source, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** Breaks the connection without a close frame. */
    @Override
    public void close() {
        webSocket.abort();
    }
}
