package org.lighterage.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.Settings;

/**
 * What a session costs that sends nothing large: the live heap of the server with 10,000 of them, on an ordinary endpoint, on
 * the same one with {@code @LargeMessages}, and there with the protocol negotiated.
 */
public final class SessionMemory {

    private static final int SESSIONS = 10_000;

    private SessionMemory() {}

    /** How sessions are opened. */
    private record Contender(String name, String path, boolean negotiated) {}

    public static void main(String[] arguments) throws Exception {
        double ordinary = 0;
        for (Contender contender : List.of(
                new Contender("ordinary endpoint", "ordinary-echo", false),
                new Contender("@LargeMessages, plain peer", "large-echo", false),
                new Contender("@LargeMessages, Lighterage peer", "large-echo", true))) {
            double bytes = perSession(contender);
            ordinary = ordinary == 0 ? bytes : ordinary;
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %7.0f bytes of heap a session, %+6.0f over the ordinary one%n",
                    contender.name(),
                    bytes,
                    bytes - ordinary);
        }
    }

    private static double perSession(Contender contender) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        try (ServerProcess server = new ServerProcess("4g")) {
            // What the first session loads and makes is no cost of a session.
            channels.add(open(server.port(), contender));
            long before = server.liveHeap();
            for (int i = 0; i < SESSIONS; i++) {
                channels.add(open(server.port(), contender));
            }
            return (server.liveHeap() - before) / (double) SESSIONS;
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    /** Opens a session and exchanges a short message, so that all is there that a session in use has. */
    private static SocketChannel open(int port, Contender contender) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String subprotocol = contender.negotiated() ? "Sec-WebSocket-Protocol: lighterage.v1\r\n" : "";
        write(
                channel,
                ("GET /" + contender.path() + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + subprotocol
                                + "Sec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        String answer = readHeaders(channel);
        if (!answer.startsWith("HTTP/1.1 101")) {
            throw new IOException(answer);
        }
        if (contender.negotiated()) {
            Frame hello = new Frame.Hello(false, new byte[0], 0, new Settings(16384, 1 << 20, 1 << 20, 8, 0, 7));
            ByteBuffer frame = ByteBuffer.allocate(64);
            FrameWriter.write(hello, frame);
            frame.flip();
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            write(channel, masked(2, bytes));
            readFrame(channel);
        } else {
            write(channel, masked(1, "hello".getBytes(StandardCharsets.US_ASCII)));
            readFrame(channel);
        }
        return channel;
    }

    /** An RFC 6455 frame with the mask 0. */
    private static byte[] masked(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (0x80 | opcode))
                .put((byte) (0x80 | payload.length))
                .putInt(0)
                .put(payload);
        return frame.array();
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes));
    }

    private static String readHeaders(SocketChannel channel) throws IOException {
        StringBuilder headers = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (headers.indexOf("\r\n\r\n") < 0) {
            read(channel, one.clear());
            headers.append((char) one.get(0));
        }
        return headers.toString();
    }

    private static void readFrame(SocketChannel channel) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(2);
        read(channel, header);
        read(channel, ByteBuffer.allocate(header.get(1) & 0x7f));
    }

    private static void read(SocketChannel channel, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new IOException("The server closed the connection");
            }
        }
    }
}
