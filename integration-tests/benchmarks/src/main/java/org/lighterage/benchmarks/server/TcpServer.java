package org.lighterage.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;

/**
 * Bytes over TCP with nothing around them, what the loopback interface can do at most: a length of 8 bytes and so many more,
 * or that many wanted, as a negative number. What is answered to the former is the receipt in 64 bytes.
 */
public final class TcpServer {

    /** Bytes of a receipt, with blanks at its end. */
    public static final int RECEIPT = 64;

    private static final int PIECE = 1 << 18;

    private TcpServer() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            ServerProcess.ready(((InetSocketAddress) server.getLocalAddress()).getPort(), NumbersServer.start());
            while (true) {
                SocketChannel channel = server.accept();
                new Thread(() -> serve(channel)).start();
            }
        }
    }

    private static void serve(SocketChannel channel) {
        ByteBuffer length = ByteBuffer.allocate(8);
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        try (channel) {
            while (fill(channel, length.clear())) {
                long asked = length.flip().getLong();
                if (asked < 0) {
                    writeAll(channel, new Payload(Kind.BINARY, (int) -asked).bytes());
                } else {
                    byte[] receipt = new byte[RECEIPT];
                    byte[] told = read(channel, asked, piece).receipt().getBytes(UTF_8);
                    System.arraycopy(told, 0, receipt, 0, told.length);
                    writeAll(channel, ByteBuffer.wrap(receipt));
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** Reads so many bytes and forgets them. */
    public static Fingerprint read(SocketChannel channel, long length, ByteBuffer piece) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        for (long left = length; left > 0; ) {
            piece.clear().limit((int) Math.min(piece.capacity(), left));
            int count = channel.read(piece);
            if (count < 0) {
                throw new IOException("The connection has ended " + left + " bytes too early");
            }
            fingerprint.add(piece.flip());
            left -= count;
        }
        return fingerprint;
    }

    /** Returns whether the buffer is full, and not the connection at its end. */
    public static boolean fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes in pieces, since the JDK copies what is on the heap as a whole before it writes. */
    public static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE));
            channel.write(bytes);
        }
    }
}
