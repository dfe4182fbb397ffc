package org.lighterage.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** An engine whose peer is the test: frames in, frames out, and a record of what it told its transport and listener. */
final class LoneEngine implements Transport, EngineListener {

    static final Settings PEER = new Settings(32_000, 64 << 20, 1 << 20, 8, 0, Settings.NO_NONCE);

    final VirtualScheduler time = new VirtualScheduler();
    final BufferBudget budget;
    final Engine engine;
    final TransferRecorder transfers = new TransferRecorder();

    /** What was told, in order: open, message, echo, close. */
    final List<String> told = new ArrayList<>();

    int wakes;
    int closeCode;
    String closeReason;

    private LoneEngine(Role role, TestOptions options, BufferBudget budget) {
        this.budget = budget;
        SpillDirectory directory = new SpillDirectory(Path.of(System.getProperty("java.io.tmpdir"), "lone-engine"));
        engine = new Engine(
                role,
                options.build(),
                time,
                this,
                () -> new MessageBuffer(budget, directory, 1 << 20),
                this,
                transfers,
                new SecureRandom());
    }

    static LoneEngine server(TestOptions options) {
        return new LoneEngine(Role.SERVER, options, new BufferBudget(64 << 20, 0));
    }

    static LoneEngine client(TestOptions options) {
        return new LoneEngine(Role.CLIENT, options, new BufferBudget(64 << 20, 0));
    }

    static LoneEngine serverWithMemory(TestOptions options, long bytes) {
        return new LoneEngine(Role.SERVER, options, new BufferBudget(bytes, 0));
    }

    /** Exchanges HELLO. */
    LoneEngine open() {
        return open(PEER);
    }

    LoneEngine open(Settings peer) {
        engine.start();
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
        engine.receive(ByteBuffer.wrap(frame), true);
        return this;
    }

    void receiveTextMessage() {
        engine.receiveText();
    }

    /** All frames that the engine has to send now. */
    List<Frame> sent() {
        List<Frame> sent = new ArrayList<>();
        for (byte[] frame = poll(); frame != null; frame = poll()) {
            sent.add(Frames.decode(frame));
            engine.frameSent();
        }
        return sent;
    }

    /** The next frame, which the transport has then under way until {@link Engine#frameSent}; or null. */
    byte[] poll() {
        ByteBuffer frame = engine.poll(ByteBuffer::allocate);
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
    public void wake() {
        wakes++;
    }

    @Override
    public void close(int code, String reason) {
        if (closeCode != 0) {
            throw new AssertionError("Closed twice, with " + closeCode + " and " + code);
        }
        closeCode = code;
        closeReason = reason;
        told.add("close");
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
}
