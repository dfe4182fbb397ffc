package org.lighterage.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** An engine whose peer is the test: frames in, frames out, and a record of what it told its transport and listener. */
final class LoneEngine implements EngineListener {

    private static final long THRESHOLD = 1 << 20;

    static final Settings PEER = new Settings(32_000, 64 << 20, 1 << 20, 8, 0, Settings.NO_NONCE);

    /** Of a peer that resumes its sessions. */
    static final Settings KEEPING = new Settings(32_000, 64 << 20, 1 << 20, 8, 60, Settings.NO_NONCE);

    final VirtualScheduler time = new VirtualScheduler();
    final BufferBudget budget;
    final Engine engine;
    private Wire wire;
    final TransferRecorder transfers = new TransferRecorder();

    /** The tokens by which a server's session is found now. */
    final Set<SessionToken> valid = new HashSet<>();

    private final Tokens tokens = new Tokens() {
        @Override
        public void issued(SessionToken token) {
            valid.add(token);
        }

        @Override
        public void revoked(SessionToken token) {
            valid.remove(token);
        }
    };

    /** What was told, in order: open, message, echo, close, detached, attached, renewed, given up, limit. */
    final List<String> told = new ArrayList<>();

    int wakes;
    int closeCode;
    String closeReason;

    private LoneEngine(Role role, TestOptions options, BufferBudget budget) {
        this(
                role,
                options,
                new TestBuffers(
                        budget,
                        new SpillDirectory(Path.of(System.getProperty("java.io.tmpdir"), "lone-engine")),
                        THRESHOLD));
    }

    private LoneEngine(Role role, TestOptions options, TestBuffers buffers) {
        this.budget = buffers.budget();
        engine = new Engine(
                role,
                options.build(),
                time,
                buffers,
                this,
                transfers,
                role == Role.CLIENT ? Tokens.NONE : tokens,
                new SecureRandom());
        wire = new Wire();
        wire.attachment = engine.attach(wire);
    }

    /** One connection to the peer. */
    final class Wire implements Transport {

        private Attachment attachment;
        private boolean closed;

        void receive(Frame frame) {
            attachment.receive(ByteBuffer.wrap(Frames.encode(frame)), true);
        }

        void lose(int code) {
            attachment.lost(code, new IOException("The cable was cut, closed with " + code));
        }

        @Override
        public void wake() {
            wakes++;
        }

        @Override
        public void close(int code, String reason) {
            if (closed) {
                throw new AssertionError("Closed twice, with " + closeCode + " and " + code);
            }
            closed = true;
            if (this == wire) {
                closeCode = code;
                closeReason = reason;
            }
            told.add(code == 1001 ? "close 1001" : "close");
        }
    }

    /** The newest connection. */
    Wire wire() {
        return wire;
    }

    void start() {
        wire.attachment.start();
    }

    /** A connection without a close frame that is gone. */
    LoneEngine lose() {
        return lose(1006);
    }

    LoneEngine lose(int code) {
        wire.lose(code);
        return this;
    }

    /** A client's next transport. */
    LoneEngine comeBack() {
        closeCode = 0;
        wire = new Wire();
        wire.attachment = engine.attach(wire);
        wire.attachment.start();
        return this;
    }

    /** Whether a server lets a client come back. */
    boolean resume(Frame.Hello hello) {
        Wire next = new Wire();
        next.attachment = engine.resume(next, hello);
        if (next.attachment == null) {
            return false;
        }
        wire = next;
        return true;
    }

    void frameSent() {
        wire.attachment.frameSent();
    }

    static LoneEngine server(TestOptions options) {
        return new LoneEngine(Role.SERVER, options, new BufferBudget(64 << 20, 0));
    }

    static LoneEngine client(TestOptions options) {
        return new LoneEngine(Role.CLIENT, options, new BufferBudget(64 << 20, 0));
    }

    static LoneEngine server(TestOptions options, BufferBudget budget, SpillDirectory directory) {
        return new LoneEngine(Role.SERVER, options, new TestBuffers(budget, directory, THRESHOLD));
    }

    /** Whose application takes texts as Strings. */
    static LoneEngine serverTakingStrings(TestOptions options, BufferBudget budget, SpillDirectory directory) {
        return new LoneEngine(Role.SERVER, options, new TestBuffers(budget, directory, THRESHOLD, true));
    }

    static LoneEngine serverWithMemory(TestOptions options, long bytes) {
        return new LoneEngine(Role.SERVER, options, new BufferBudget(bytes, 0));
    }

    /** Exchanges HELLO. */
    LoneEngine open() {
        return open(PEER);
    }

    LoneEngine open(Settings peer) {
        start();
        receive(new Frame.Hello(false, new byte[0], 0, peer));
        List<Frame> hello = sent();
        if (hello.size() != 1 || !(hello.get(0) instanceof Frame.Hello)) {
            throw new AssertionError("HELLO expected, not " + hello);
        }
        told.clear();
        return this;
    }

    LoneEngine receive(Frame... frames) {
        for (Frame frame : frames) {
            receive(Frames.encode(frame));
        }
        return this;
    }

    LoneEngine receive(byte[] frame) {
        receivePiece(ByteBuffer.wrap(frame), true);
        return this;
    }

    void receivePiece(ByteBuffer piece, boolean last) {
        wire.attachment.receive(piece, last);
    }

    void receiveTextMessage() {
        wire.attachment.receiveText();
    }

    /** All frames that the engine has to send now. */
    List<Frame> sent() {
        List<Frame> sent = new ArrayList<>();
        for (byte[] frame = poll(); frame != null; frame = poll()) {
            sent.add(Frames.decode(frame));
            frameSent();
        }
        return sent;
    }

    /** The next frame, which the transport has then under way until {@link #frameSent}; or null. */
    byte[] poll() {
        ByteBuffer frame = wire.attachment.poll(ByteBuffer::allocate);
        if (frame == null) {
            return null;
        }
        byte[] copy = new byte[frame.remaining()];
        frame.get(copy);
        return copy;
    }

    OutgoingMessage sendBinary(int length) {
        return send(Frames.bytes(length));
    }

    OutgoingMessage send(byte[] bytes) {
        return send(false, new BytesSource(ByteBuffer.wrap(bytes)), Map.of());
    }

    OutgoingMessage send(boolean text, Source source, Map<String, String> metadata) {
        OutgoingMessage message = new OutgoingMessage(text, source, metadata, bytes -> {});
        engine.send(message);
        return message;
    }

    /** Takes and releases the next message; null when there is none. */
    String takeText() {
        byte[] bytes = takeBytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    byte[] takeBytes() {
        ReceivedMessage message = engine.takeMessage();
        if (message == null) {
            return null;
        }
        try {
            return message.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            message.release();
        }
    }

    @Override
    public void onOpen() {
        told.add("open");
    }

    @Override
    public void onMessage() {
        told.add("message");
    }

    @Override
    public void onEcho() {
        told.add("echo");
    }

    @Override
    public void onDetached(int code) {
        told.add("detached " + code);
    }

    @Override
    public void onAttached() {
        told.add("attached");
    }

    @Override
    public void onRenewed(int unknown) {
        told.add("renewed, unknown " + unknown);
    }

    @Override
    public void onGivenUp(IOException cause) {
        told.add("given up");
    }

    @Override
    public void onUnacknowledged(long first, int longest) {
        told.add("unacknowledged " + first + " of " + longest);
    }

    @Override
    public void onPathLimitConfirmed(int bytes) {
        told.add("confirmed " + bytes);
    }

    @Override
    public void onPathLimit(int bytes) {
        told.add("limit " + bytes);
    }
}
