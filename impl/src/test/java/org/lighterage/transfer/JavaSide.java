package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

/** The Java engine in {@link InteropTest}. */
final class JavaSide implements InteropSide {

    private static final int MEMORY_THRESHOLD = 10_000;

    private final SpillDirectory directory;
    private Role role;
    private EngineOptions options;
    private Observer observer;
    private VirtualScheduler time;
    private BufferBudget budget;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Integer, Connection> connections = new HashMap<>();
    private final Map<SessionToken, Session> byToken = new HashMap<>();
    private final Map<InteropMessage, Runnable> aborts = new HashMap<>();
    private boolean room;

    JavaSide(Path spill) {
        directory = new SpillDirectory(spill);
    }

    @Override
    public void begin(Role newRole, Limits limits, Observer listener) {
        role = newRole;
        observer = listener;
        TestOptions built = TestOptions.options()
                .resume(60)
                .chunkSize(limits.chunkSize())
                .maxFrame(Math.max(limits.chunkSize(), 16_384))
                .maxMessage(limits.maxMessage())
                .window(limits.window())
                .maxConcurrent(limits.maxConcurrent());
        options = (limits.interleaved() ? built.interleaved() : built).build();
        time = new VirtualScheduler();
        budget = new BufferBudget(1 << 30, 1 << 30);
        sessions.clear();
        connections.clear();
        byToken.clear();
        aborts.clear();
        room = true;
        if (role == Role.CLIENT) {
            sessions.add(new Session());
        }
    }

    private Session newest() {
        return sessions.get(sessions.size() - 1);
    }

    @Override
    public void connect(int number) {
        attach(new Connection(number));
        flush();
    }

    private void attach(Connection connection) {
        connection.attachment = newest().engine.attach(connection);
        connection.attachment.start();
    }

    @Override
    public void accept(int number, byte[] hello) {
        Frame.Hello read = (Frame.Hello) Frames.decode(hello);
        Session known = byToken.get(SessionToken.of(read.token()));
        Connection connection = new Connection(number);
        connection.attachment = known == null ? null : known.engine.resume(connection, read);
        if (connection.attachment == null) {
            sessions.add(new Session());
            attach(connection);
            receive(number, hello);
        }
        flush();
    }

    @Override
    public void receive(int number, byte[] frame) {
        connections.get(number).attachment.receive(ByteBuffer.wrap(frame), true);
        flush();
    }

    @Override
    public void lose(int number, int closeCode) {
        Connection connection = connections.get(number);
        if (connection != null) {
            connection.attachment.lost(closeCode, new IOException("cut with " + closeCode));
        }
        flush();
    }

    @Override
    public void restart() {
        sessions.forEach(session -> session.engine.end("restarted"));
        assertThat(byToken).as("tokens of sessions that have ended").isEmpty();
    }

    @Override
    public void send(InteropMessage message) {
        OutgoingMessage sent =
                new OutgoingMessage(message.text, message.source(time), message.metadata(), acknowledged -> {});
        sent.completion().whenComplete((done, failure) -> observer.settled(message.label, outcome(failure)));
        Engine engine = newest().engine;
        aborts.put(message, () -> engine.abort(sent, new MessageFailedException(OutcomeCode.CANCELLED, "at random")));
        engine.send(sent);
        flush();
    }

    private static String outcome(Throwable failure) {
        if (failure == null) {
            return "DELIVERED";
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof MessageFailedException failed ? failed.code().name() : "CLOSED";
    }

    @Override
    public void abort(InteropMessage message) {
        aborts.get(message).run();
        flush();
    }

    @Override
    public void setRoom(boolean newRoom) {
        room = newRoom;
        flush();
    }

    @Override
    public void advance(int milliseconds) {
        time.advance(Duration.ofMillis(milliseconds));
        flush();
    }

    @Override
    public void idle(int milliseconds) {
        room = true;
        advance(milliseconds);
    }

    @Override
    public void endOlder() {
        for (Session session : sessions) {
            if (session != newest()) {
                session.engine.end("nobody comes back");
            }
        }
    }

    /** Nothing is kept of messages that were received and released. */
    void assertNothingStays() {
        assertThat(budget.usedMemory()).as("memory").isZero();
        assertThat(budget.usedDisk()).as("disk").isZero();
    }

    private void flush() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Session session : sessions) {
                session.takeMessages();
            }
            for (Connection connection : connections.values()) {
                moved |= connection.pump();
            }
        }
    }

    private final class Session implements EngineListener, Tokens {

        final Engine engine = new Engine(
                role,
                options,
                time,
                new TestBuffers(budget, directory, MEMORY_THRESHOLD, true),
                this,
                null,
                role == Role.CLIENT ? Tokens.NONE : this,
                new SecureRandom());

        void takeMessages() {
            try {
                for (ReceivedMessage message; (message = engine.takeMessage()) != null; message.release()) {
                    StringBuilder note = new StringBuilder();
                    message.metadata().forEach((key, value) -> note.append(key + "=" + value));
                    observer.received(InteropMessage.key(message.isText(), note.toString(), message.bytes()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void issued(SessionToken token) {
            byToken.put(token, this);
        }

        @Override
        public void revoked(SessionToken token) {
            byToken.remove(token);
        }

        @Override
        public void onOpen() {
            observer.opened();
        }

        @Override
        public void onMessage() {
            // They are taken after every step.
        }

        @Override
        public void onEcho() {
            observer.problem("an echo");
        }

        @Override
        public void onDetached(int closeCode) {}

        @Override
        public void onAttached() {}

        @Override
        public void onRenewed(int unknown) {}

        @Override
        public void onGivenUp(IOException cause) {
            observer.problem("given up: " + cause);
        }

        @Override
        public void onUnacknowledged(long first, int longest) {}

        @Override
        public void onPathLimit(int bytes) {}

        @Override
        public void onPathLimitConfirmed(int bytes) {}
    }

    private final class Connection implements Transport {

        /** HELLO and CHECKPOINT: without them there is no room to speak of. */
        private static final int OPENING_FRAMES = 2;

        private final int number;
        private Attachment attachment;
        private int frames;

        Connection(int number) {
            this.number = number;
            connections.put(number, this);
        }

        boolean pump() {
            if (attachment == null || !room && frames >= OPENING_FRAMES) {
                return false;
            }
            ByteBuffer frame = attachment.poll(ByteBuffer::allocate);
            if (frame == null) {
                return false;
            }
            frames++;
            byte[] bytes = new byte[frame.remaining()];
            frame.get(bytes);
            observer.frame(number, bytes);
            attachment.frameSent();
            return true;
        }

        @Override
        public void wake() {
            // It is polled after every step.
        }

        @Override
        public void close(int code, String reason) {
            if (code != CloseCodes.GOING_AWAY) {
                observer.problem("closes with " + code + " " + reason);
            }
        }
    }
}
