package org.lighterage.scenarios;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sits on the wire between a client and a server, passes on every byte, and measures the WebSocket messages that pass in
 * each direction. Like a gateway it may take only short messages, and like a network it may break. Takes connections
 * without compression, one after another or at once.
 */
public final class FrameRelay implements Closeable {

    private static final Duration CLOSE_GRACE = Duration.ofSeconds(2);

    /** How a gateway ends a connection with a message that is too long for it: the code, or 0 for not saying anything. */
    private volatile int refusal;

    private volatile long mostUp = Long.MAX_VALUE;
    private volatile long mostDown = Long.MAX_VALUE;
    private volatile long mostOfFrame = Long.MAX_VALUE;

    /** Bytes that pass from either side until the connection breaks; counts down. */
    private final AtomicLong untilCut = new AtomicLong(Long.MAX_VALUE);

    private volatile boolean down;
    private volatile long cutEvery = Long.MAX_VALUE;

    /** How a connection is cut: the code, or 0 for not saying anything. */
    private volatile int cutCode;

    /** Zero for passing on at once. */
    private volatile Duration delay = Duration.ZERO;

    /** After so long a silence connections are closed with {@link #idleCode}; zero for never. */
    private volatile Duration idleLimit = Duration.ZERO;

    private volatile int idleCode;

    /** Bytes that pass from either side until nothing passes any more; counts down. */
    private final AtomicLong untilStall = new AtomicLong(Long.MAX_VALUE);

    /** Where connections to the server come from; null for anywhere. */
    private volatile InetAddress from;

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicLong bytesUp = new AtomicLong();
    private final AtomicLong bytesDown = new AtomicLong();
    private final Set<RelayedConnection> open = ConcurrentHashMap.newKeySet();

    /** The connections that nothing passes on; those that come later are others. */
    private final Set<RelayedConnection> stalled = ConcurrentHashMap.newKeySet();

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
        return URI.create("ws://localhost:" + port() + server.getPath());
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connects to the server from an address of its own, by which servers know a route from others. */
    public FrameRelay from(InetAddress address) {
        from = address;
        return this;
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

    /** Takes only RFC 6455 frames up to so many bytes, and refuses others as {@link #limit} says. */
    public FrameRelay limitFrames(long bytes) {
        mostOfFrame = bytes;
        return this;
    }

    /** Breaks the connection each time that so many bytes have passed, so many times. */
    public FrameRelay cutEvery(long bytes, int times) {
        return cutEvery(bytes, times, 0);
    }

    /** As {@link #cutEvery(long, int)}, but closes the client's side with a code; 0 for not saying anything. */
    public FrameRelay cutEvery(long bytes, int times, int closeCode) {
        cutCode = closeCode;
        cutEvery = bytes;
        cuts.set(-times);
        untilCut.set(bytes);
        return this;
    }

    /** Passes everything on so much later, as a long way does. */
    public FrameRelay delay(Duration time) {
        delay = time;
        return this;
    }

    /** Closes a connection to a client with a code when nothing has passed for so long; 0 for not saying anything. */
    public FrameRelay idleLimit(Duration time, int closeCode) {
        idleCode = closeCode;
        idleLimit = time;
        return this;
    }

    /**
     * Takes nothing any more from either side, and says nothing, once so many bytes have passed: the connection of that
     * moment, and not those that come after it, until {@link #flow}.
     */
    public FrameRelay stallAfter(long bytes) {
        untilStall.set(bytes);
        return this;
    }

    /** Whether a connection has been stalled, and is. */
    public boolean isStalled() {
        return !stalled.isEmpty();
    }

    /** Takes from stalled connections again. */
    public void flow() {
        synchronized (stalled) {
            stalled.clear();
            stalled.notifyAll();
        }
    }

    /** Breaks all connections without a word, and those that come, until {@link #mend}. */
    public void breakDown() {
        down = true;
        open.forEach(RelayedConnection::reset);
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
                    RelayedConnection.reset(client);
                    continue;
                }
                connect(client);
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void connect(Socket client) {
        Socket server;
        try {
            server = new Socket(host, port, from, 0);
        } catch (IOException e) {
            // There is no server now.
            RelayedConnection.reset(client);
            return;
        }
        connections.incrementAndGet();
        RelayedConnection connection = new RelayedConnection(this, client, server);
        open.add(connection);
        start(() -> connection.pass(true));
        start(() -> connection.pass(false));
        if (!idleLimit.isZero()) {
            start(() -> connection.endWhenIdle(idleLimit, idleCode));
        }
    }

    // ---- for the connections

    void ended(RelayedConnection connection) {
        synchronized (stalled) {
            open.remove(connection);
            stalled.remove(connection);
            stalled.notifyAll();
        }
    }

    /** Counts a piece of a message, and says whether it may pass. */
    boolean takes(boolean up, long frame, long message) {
        (up ? bytesUp : bytesDown).addAndGet(frame);
        (up ? longestUp : longestDown).accumulateAndGet((int) message, Math::max);
        boolean taken = message <= (up ? mostUp : mostDown) && frame <= mostOfFrame;
        if (!taken) {
            refusals.incrementAndGet();
        }
        return taken;
    }

    void passed() {
        messages.incrementAndGet();
    }

    boolean isToBeCut(long length) {
        if (cuts.get() >= 0 || untilCut.addAndGet(-length) > 0) {
            return false;
        }
        untilCut.set(cutEvery);
        return cuts.incrementAndGet() <= 0;
    }

    /** Returns when a connection takes from its sides, at once unless it is stalled. */
    void awaitFlow(RelayedConnection connection, long length) throws InterruptedException {
        if (untilStall.get() != Long.MAX_VALUE && untilStall.addAndGet(-length) <= 0) {
            untilStall.set(Long.MAX_VALUE);
            stalled.add(connection);
        }
        if (stalled.isEmpty()) {
            return;
        }
        synchronized (stalled) {
            while (stalled.contains(connection)) {
                stalled.wait();
            }
        }
    }

    int refusal() {
        return refusal;
    }

    int cutCode() {
        return cutCode;
    }

    Duration delay() {
        return delay;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        awaitEnds();
        open.forEach(RelayedConnection::reset);
    }

    /** Gives connections time to end as their ends say: a client that has closed has its close frame on the way. */
    private void awaitEnds() {
        long end = System.nanoTime() + CLOSE_GRACE.toNanos();
        synchronized (stalled) {
            try {
                for (long left = 1; !open.isEmpty() && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(stalled, Math.max(left, 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
