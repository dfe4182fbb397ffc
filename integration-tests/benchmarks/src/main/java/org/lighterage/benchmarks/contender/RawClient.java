package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.Settings;

/** A WebSocket connection that takes next to nothing of the client's memory, so that there can be very many. For one thread. */
public final class RawClient implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int BINARY = 2;

    private final SocketChannel channel;

    private RawClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** Opens a session and exchanges a short message, so that all is there that a session in use has. */
    public static RawClient open(URI uri) throws IOException {
        RawClient client = connect(uri, "");
        client.write(frame(TEXT, "hello".getBytes(StandardCharsets.US_ASCII)));
        client.readFrame();
        return client;
    }

    /** The same with a peer that speaks Lighterage, which answers the greeting. */
    public static RawClient openLighterage(URI uri) throws IOException {
        RawClient client = connect(uri, "Sec-WebSocket-Protocol: lighterage.v1\r\n");
        ByteBuffer hello = ByteBuffer.allocate(64);
        FrameWriter.write(
                new Frame.Hello(false, new byte[0], 0, new Settings(16384, 1 << 20, 1 << 20, 8, 0, 7)), hello);
        byte[] bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        client.write(frame(BINARY, bytes));
        client.readFrame();
        return client;
    }

    private static RawClient connect(URI uri, String header) throws IOException {
        RawClient client = new RawClient(SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort())));
        client.write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + header
                        + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        String answer = client.readHeaders();
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(answer);
        }
        return client;
    }

    /** An RFC 6455 frame with the mask 0. */
    private static byte[] frame(int opcode, byte[] payload) {
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) (0x80 | opcode))
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload)
                .array();
    }

    private void write(byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }

    private String readHeaders() throws IOException {
        StringBuilder headers = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (headers.indexOf("\r\n\r\n") < 0) {
            read(one.clear());
            headers.append((char) one.get(0));
        }
        return headers.toString();
    }

    private void readFrame() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(2);
        read(header);
        read(ByteBuffer.allocate(header.get(1) & 0x7f));
    }

    private void read(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new IOException("The server closed the connection");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
