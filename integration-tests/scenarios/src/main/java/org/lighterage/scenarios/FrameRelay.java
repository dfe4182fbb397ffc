package org.lighterage.scenarios;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sits on the wire between a client and a server, passes on every byte, and measures the WebSocket messages that pass in
 * each direction. Like a gateway it may take only short messages, and like a network it may break. Takes connections
 * without compression, one after another or at once.
 */
public final class FrameRelay implements Closeable {

    private static final int CLOSE = 8;

    /** How a gateway ends a connection with a message that is too long for it: the code, or 0 for not saying anything. */
    private volatile int refusal;

    private volatile long mostUp = Long.MAX_VALUE;
    private volatile long mostDown = Long.MAX_VALUE;

    /** Bytes that pass from either side until the connection breaks; counts down. */
    private final AtomicLong untilCut = new AtomicLong(Long.MAX_VALUE);

    private volatile boolean down;
    private volatile long cutEvery = Long.MAX_VALUE;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong bytesUp = new AtomicLong();
    private final AtomicLong bytesDown = new AtomicLong();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

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

    public static FrameRelay to(URI server) throws IOException {
        FrameRelay relay = new FrameRelay(server.getHost(), server.getPort());
        relay.start(relay::accept);
        return relay;
    }

    /** The server's URI, by way of the relay. */
    public URI via(URI server) {
        return URI.create("ws://localhost:" + listening.getLocalPort() + server.getPath());
    }

    /** Bytes of the longest WebSocket message from the client. */
    public int longestUp() {
        return longestUp.get();
    }

    /** Bytes of the longest WebSocket message from the server. */
    public int longestDown() {
        return longestDown.get();
    }

    public long messages() {
        return messages.get();
    }

    /**
     * Takes only WebSocket messages up to so many bytes, as a gateway does, and refuses others by closing with a code; 0
     * for breaking the connection without a word.
     */
    public FrameRelay limit(long up, long down, int closeCode) {
        mostUp = up;
        mostDown = down;
        refusal = closeCode;
        return this;
    }

    /** Breaks the connection each time that so many bytes have passed, so many times. */
    public FrameRelay cutEvery(long bytes, int times) {
        cutEvery = bytes;
        cuts.set(-times);
        untilCut.set(bytes);
        return this;
    }

    /** Breaks all connections without a word, and those that come, until {@link #mend}. */
    public void breakDown() {
        down = true;
        open.forEach(FrameRelay::reset);
    }

    /** Takes connections again. */
    public void mend() {
        down = false;
    }

    public int connections() {
        return connections.get();
    }

    /** Messages that were too long. */
    public int refusals() {
        return refusals.get();
    }

    /** How many of the connections that were to break are left. */
    public int cutsLeft() {
        return Math.max(0, -cuts.get());
    }

    /** Payload bytes that clients have sent, refused ones included. */
    public long bytesUp() {
        return bytesUp.get();
    }

    /** Payload bytes that the server has sent, refused ones included. */
    public long bytesDown() {
        return bytesDown.get();
    }

    /** Ends a connection so that the other side is told by nothing but its end. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It has ended.
        }
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
                if (down) {
                    reset(client);
                    continue;
                }
                Socket server = new Socket(host, port);
                connections.incrementAndGet();
                open.add(client);
                open.add(server);
                start(() -> pass(client, server, longestUp, bytesUp, true));
                start(() -> pass(server, client, longestDown, bytesDown, false));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void pass(Socket from, Socket to, AtomicInteger longest, AtomicLong bytes, boolean up) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
            OutputStream out = new BufferedOutputStream(to.getOutputStream(), 1 << 16);
            passHandshake(in, out);
            int messageLength = 0;
            while (true) {
                int first = in.readUnsignedByte();
                int second = in.readUnsignedByte();
                ByteArrayOutputStream header = new ByteArrayOutputStream();
                header.write(first);
                header.write(second);
                long length = passLength(second & 0x7f, in, header);
                if ((second & 0x80) != 0) {
                    copy(in, header, 4);
                }
                boolean data = (first & 0x0f) < CLOSE;
                if (data) {
                    messageLength += (int) length;
                    bytes.addAndGet(length);
                    longest.accumulateAndGet(messageLength, Math::max);
                    if (messageLength > (up ? mostUp : mostDown)) {
                        refuse(from, to, up);
                        return;
                    }
                    if (isToBeCut(length)) {
                        // Within the frame, as a network breaks.
                        header.writeTo(out);
                        copy(in, out, length / 2);
                        out.flush();
                        reset(from);
                        reset(to);
                        return;
                    }
                }
                header.writeTo(out);
                copy(in, out, length);
                out.flush();
                if (data && (first & 0x80) != 0) {
                    messageLength = 0;
                    messages.incrementAndGet();
                }
            }
        } catch (IOException e) {
            // Either side has ended the connection.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean isToBeCut(long length) {
        if (cuts.get() >= 0 || untilCut.addAndGet(-length) > 0) {
            return false;
        }
        untilCut.set(cutEvery);
        return cuts.incrementAndGet() <= 0;
    }

    /** Closes both connections, as gateways do: the sender of the message is told, and the other side as well. */
    private void refuse(Socket sender, Socket receiver, boolean up) throws IOException {
        refusals.incrementAndGet();
        int code = refusal;
        if (code == 0) {
            reset(sender);
            reset(receiver);
            return;
        }
        byte[] toClient = {(byte) 0x88, 2, (byte) (code >> 8), (byte) code};
        // Masked, with zeros.
        byte[] toServer = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, (byte) (code >> 8), (byte) code};
        sender.getOutputStream().write(up ? toClient : toServer);
        // What the sender has on its way would make its kernel drop the close frame with a reset.
        sender.shutdownOutput();
        drain(sender);
        reset(receiver);
    }

    private static void drain(Socket socket) throws IOException {
        socket.setSoTimeout(1000);
        byte[] piece = new byte[8192];
        try {
            while (socket.getInputStream().read(piece) >= 0) {
                // What still comes is nobody's.
            }
        } catch (SocketTimeoutException e) {
            // That was all.
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
