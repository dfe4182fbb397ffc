package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A link of a given rate and delay in each direction: a relay on the loopback interface. As on a real link, no more is under
 * way than rate times delay, so that whoever sends faster is held up. Each connection has the rate for itself.
 */
public final class ShapedLink implements AutoCloseable {

    /** What {@link #common} is, for people. */
    public static final String COMMON = "20 MB/s, 20 ms";

    /** Of the sockets, small: what waits in them is not what the link has under way. */
    private static final int SOCKET_BUFFER = 64 << 10;

    private final Address target;
    private final long bytesPerSecond;
    private final Duration delay;
    private final ServerSocket server = new ServerSocket();
    private final List<Socket> sockets = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A link of 20 MB/s with a delay of 20 ms in each direction. */
    public static ShapedLink common(Address target) throws IOException {
        return new ShapedLink(target, 20_000_000, Duration.ofMillis(20));
    }

    /** @param delay in each direction */
    public ShapedLink(Address target, long bytesPerSecond, Duration delay) throws IOException {
        this.target = target;
        this.bytesPerSecond = bytesPerSecond;
        this.delay = delay;
        // Before it is bound, for the window of the connections that it accepts.
        server.setReceiveBufferSize(SOCKET_BUFFER);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        threads.execute(this::accept);
    }

    /** What clients connect to. */
    public Address address() {
        return new Address(server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket onward = new Socket();
                onward.setReceiveBufferSize(SOCKET_BUFFER);
                onward.connect(new InetSocketAddress(Address.HOST, target.port()));
                for (Socket socket : List.of(client, onward)) {
                    socket.setTcpNoDelay(true);
                    socket.setSendBufferSize(SOCKET_BUFFER);
                    keep(socket);
                }
                new ShapedDirection(client, onward, bytesPerSecond, delay).start(threads);
                new ShapedDirection(onward, client, bytesPerSecond, delay).start(threads);
            }
        } catch (IOException e) {
            // It has been closed.
        }
    }

    private synchronized void keep(Socket socket) {
        sockets.add(socket);
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
