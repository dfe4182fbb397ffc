package org.lighterage.scenarios;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sits on the wire between a client and a server, passes on every byte, and measures the WebSocket messages that pass in
 * each direction. Takes connections without compression, one after another or at once.
 */
final class FrameRelay implements Closeable {

    private final ServerSocket listening;
    private final String host;
    private final int port;
    private final AtomicInteger longestUp = new AtomicInteger();
    private final AtomicInteger longestDown = new AtomicInteger();
    private final AtomicLong messages = new AtomicLong();

    private FrameRelay(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static FrameRelay to(URI server) throws IOException {
        FrameRelay relay = new FrameRelay(server.getHost(), server.getPort());
        relay.start(relay::accept);
        return relay;
    }

    /** The server's URI, by way of the relay. */
    URI via(URI server) {
        return URI.create("ws://localhost:" + listening.getLocalPort() + server.getPath());
    }

    /** Bytes of the longest WebSocket message from the client. */
    int longestUp() {
        return longestUp.get();
    }

    /** Bytes of the longest WebSocket message from the server. */
    int longestDown() {
        return longestDown.get();
    }

    long messages() {
        return messages.get();
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "frame-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(host, port);
                start(() -> pass(client, server, longestUp));
                start(() -> pass(server, client, longestDown));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pass(Socket from, Socket to, AtomicInteger longest) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
            OutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
            passHandshake(in, out);
            int messageLength = 0;
            while (true) {
                int first = in.readUnsignedByte();
                int second = in.readUnsignedByte();
                out.write(first);
                out.write(second);
                long length = passLength(second & 0x7f, in, out);
                if ((second & 0x80) != 0) {
                    copy(in, out, 4);
                }
                copy(in, out, length);
                out.flush();
                if ((first & 0x0f) < 8) {
                    messageLength += (int) length;
                    longest.accumulateAndGet(messageLength, Math::max);
                    if ((first & 0x80) != 0) {
                        messageLength = 0;
                        messages.incrementAndGet();
                    }
                }
            }
        } catch (IOException e) {
            // Either side has ended the connection.
        }
    }

    /** Copies up to the empty line. */
    private static void passHandshake(InputStream in, OutputStream out) throws IOException {
        int ending = 0;
        while (ending != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            out.write(next);
            ending = ending << 8 | next;
        }
        out.flush();
    }

    private static long passLength(int length, DataInputStream in, OutputStream out) throws IOException {
        int extended = length == 126 ? 2 : length == 127 ? 8 : 0;
        if (extended == 0) {
            return length;
        }
        long value = 0;
        for (byte next : in.readNBytes(extended)) {
            out.write(next);
            value = value << 8 | next & 0xff;
        }
        return value;
    }

    private static void copy(InputStream in, OutputStream out, long count) throws IOException {
        byte[] piece = new byte[8192];
        long left = count;
        while (left > 0) {
            int read = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (read < 0) {
                throw new EOFException();
            }
            out.write(piece, 0, read);
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
