package org.lighterage.scenarios;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection that goes through a {@link FrameRelay}: its two sockets, between which a thread for each direction copies
 * frames. What is written to a socket is guarded by its lock, for whole frames.
 */
final class RelayedConnection {

    private static final int CLOSE = 8;

    /** How long a side that takes nothing may hold up its own end. */
    private static final int GRACE_MILLIS = 1000;

    /** A socket, and who writes to it. */
    private static final class Side {

        private final Socket socket;
        private final ReentrantLock writing = new ReentrantLock();

        Side(Socket socket) {
            this.socket = socket;
        }

        void write(byte[] bytes, int count) throws IOException {
            writing.lock();
            try {
                socket.getOutputStream().write(bytes, 0, count);
            } finally {
                writing.unlock();
            }
        }
    }

    private final FrameRelay relay;
    private final Side client;
    private final Side server;
    private volatile long lastPassed = System.nanoTime();

    /** Whether the relay itself ends the connection, and sees to both sockets. */
    private volatile boolean ending;

    private final AtomicInteger directionsEnded = new AtomicInteger();

    RelayedConnection(FrameRelay relay, Socket client, Socket server) {
        this.relay = relay;
        this.client = new Side(client);
        this.server = new Side(server);
    }

    /** Copies what one side sends until the connection ends. */
    void pass(boolean up) {
        Side from = up ? client : server;
        Side to = up ? server : client;
        ScheduledExecutorService later = relay.delay().isZero() ? null : Executors.newSingleThreadScheduledExecutor();
        boolean inOrder = false;
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(from.socket.getInputStream(), 1 << 16));
            passHandshake(in, to.socket.getOutputStream());
            passFrames(in, up, to, later);
        } catch (EOFException e) {
            inOrder = true;
        } catch (IOException | InterruptedException e) {
            // Either side has broken the connection.
        } finally {
            if (later != null) {
                finish(later);
            }
            if (!ending) {
                ended(to, inOrder);
            }
            relay.ended(this);
        }
    }

    /**
     * One direction has ended. In order, the other goes on: closing both with something unread would reset the connection to
     * the side that has not read its last frame, the close, yet.
     */
    private void ended(Side to, boolean inOrder) {
        boolean first = directionsEnded.incrementAndGet() == 1;
        if (inOrder && first) {
            try {
                to.socket.shutdownOutput();
            } catch (IOException e) {
                // It has ended, too.
            }
        } else {
            close(client.socket);
            close(server.socket);
        }
    }

    /** Passes on what is on its way, the close frame for one. */
    private static void finish(ScheduledExecutorService later) {
        later.shutdown();
        try {
            later.awaitTermination(GRACE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passFrames(DataInputStream in, boolean up, Side to, ScheduledExecutorService later)
            throws IOException, InterruptedException {
        long messageLength = 0;
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(first);
            frame.write(second);
            long length = passLength(second & 0x7f, in, frame);
            if ((second & 0x80) != 0) {
                copy(in, frame, 4);
            }
            lastPassed = System.nanoTime();
            boolean data = (first & 0x0f) < CLOSE;
            relay.awaitFlow(this, data ? length : 0);
            if (data) {
                messageLength += length;
                if (!relay.takes(up, length, messageLength)) {
                    refuse(up);
                    return;
                }
                if (relay.isToBeCut(length)) {
                    // Without a word within the frame, as a network breaks; a gateway closes between two.
                    copy(in, frame, length / 2);
                    if (relay.cutCode() == 0) {
                        to.write(frame.toByteArray(), frame.size());
                    }
                    end(relay.cutCode());
                    return;
                }
            }
            copy(in, frame, length);
            if (ending) {
                // The answer to a close frame of the relay, which is not for the other side.
                return;
            }
            send(to, frame.toByteArray(), later);
            lastPassed = System.nanoTime();
            if (data && (first & 0x80) != 0) {
                messageLength = 0;
                relay.passed();
            }
        }
    }

    private void send(Side to, byte[] frame, ScheduledExecutorService later) throws IOException {
        if (later == null) {
            to.write(frame, frame.length);
            return;
        }
        // One thread and the same delay for all: they go in their order.
        later.schedule(
                () -> {
                    to.write(frame, frame.length);
                    return null;
                },
                relay.delay().toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Ends the connection once nothing has passed for so long. */
    void endWhenIdle(Duration limit, int code) {
        try {
            synchronized (this) {
                long left = limit.toNanos();
                while (left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                    left = limit.toNanos() - (System.nanoTime() - lastPassed);
                }
            }
            end(code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the connection as gateways do: tells the client a code, none for 0, and the server nothing. */
    private void end(int code) {
        ending = true;
        if (code != 0) {
            closeWith(code, client, false);
        }
        reset();
    }

    /** Closes as gateways do where a message is too long: its sender is told, and the other side is not. */
    private void refuse(boolean up) {
        ending = true;
        int code = relay.refusal();
        if (code != 0) {
            closeWith(code, up ? client : server, !up);
        }
        reset();
    }

    private static void closeWith(int code, Side side, boolean masked) {
        byte high = (byte) (code >> 8);
        byte low = (byte) code;
        // Masked, with zeros, as what comes from a client.
        byte[] frame = masked
                ? new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, high, low}
                : new byte[] {(byte) 0x88, 2, high, low};
        try {
            if (!side.writing.tryLock(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                side.socket.getOutputStream().write(frame);
                side.socket.shutdownOutput();
            } finally {
                side.writing.unlock();
            }
            // What the sender has on its way would make its kernel drop the close frame with a reset.
            drain(side.socket);
        } catch (IOException e) {
            // It has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(Socket socket) throws IOException {
        socket.setSoTimeout(GRACE_MILLIS);
        byte[] piece = new byte[8192];
        try {
            while (socket.getInputStream().read(piece) >= 0) {
                // What still comes is nobody's.
            }
        } catch (SocketTimeoutException e) {
            // That was all.
        }
    }

    /** Ends both sides without a word. */
    void reset() {
        reset(client.socket);
        reset(server.socket);
    }

    /** Ends a connection so that the other side is told by nothing but its end. */
    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    /** Copies up to the empty line. */
    private static void passHandshake(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ending = 0;
        while (ending != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.write(next);
            ending = ending << 8 | next;
        }
        head.writeTo(out);
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
}
