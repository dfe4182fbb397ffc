package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.TransferCompleted;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.PlainAssembler;
import org.lighterage.transfer.Role;
import org.lighterage.transfer.TestBuffers;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** The callbacks of a session with a Lighterage peer. */
class SessionDriverTest {

    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();

    private final FakeNegotiatedSession container = new FakeNegotiatedSession();
    private Resources resources;

    private final class Endpoint implements ApplicationEndpoint {

        @Override
        public void onOpen(ApplicationSession session) {
            told.add("open");
            session.addMessageHandler(byte[].class, bytes -> told.add("message " + bytes.length));
        }

        @Override
        public void onError(ApplicationSession session, Throwable cause) {
            told.add("error " + cause.getMessage());
        }

        @Override
        public void onClose(ApplicationSession session, CloseReason reason) {
            told.add("close " + reason.getCloseCode().getCode());
        }
    }

    private final class Scope implements CallbackScope {

        @Override
        public void run(ApplicationSession session, Runnable callback) {
            told.add("{");
            callback.run();
            told.add("}");
        }

        @Override
        public void end() {
            told.add("end");
        }
    }

    /** Hears of one kind of event; what it hears is not looked at. */
    private static final TransferObservers OF_COMPLETED = new TransferObservers() {

        @Override
        public Set<Class<?>> observed() {
            return Set.of(TransferCompleted.class);
        }

        @Override
        public void fire(Object event) {
            // Nothing to be done.
        }

        @Override
        public void fireAsync(Object event) {
            // Nothing to be done.
        }
    };

    private final BufferBudget budget = new BufferBudget(1 << 20, 0);
    private TransferObservers observers = TransferObservers.NONE;
    private Runnable beforeNextTask;

    private void execute(Runnable task) {
        Runnable before = beforeNextTask;
        beforeNextTask = null;
        if (before != null) {
            before.run();
        }
        executor.add(task);
    }

    private SessionDriver open(Path directory) {
        resources = new Resources(this::execute, budget, new SpillDirectory(directory));
        SessionDriver driver = new SessionDriver(
                container.session(),
                Role.SERVER,
                EndpointSettings.DEFAULTS,
                resources,
                new OpenSessions(),
                new Endpoint(),
                new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                new Scope(),
                observers);
        driver.start();
        Settings settings = new Settings(32000, 1 << 20, 1 << 20, 8, 0, 7);
        container.receive(new Frame.Hello(false, new byte[0], 0, settings));
        return driver;
    }

    private void runExecutor() {
        while (!executor.isEmpty()) {
            executor.poll().run();
        }
    }

    @AfterEach
    void tearDown() {
        resources.close();
    }

    @Test
    void messagesThatWaitedAreCallbacksOfTheirOwnBeforeTheClose(@TempDir Path directory) {
        SessionDriver driver = open(directory);
        runExecutor();
        container.receive(new Frame.Binary(ByteBuffer.allocate(1)));
        container.receive(new Frame.Binary(ByteBuffer.allocate(2)));
        container.receive(new Frame.Binary(ByteBuffer.allocate(3)));
        driver.containerClosed(normally());
        runExecutor();
        assertThat(String.join(" ", told))
                .isEqualTo("{ open } { message 1 } { message 2 } { message 3 } { close 1000 } { } end");
    }

    private static CloseReason normally() {
        return new CloseReason(CloseCodes.NORMAL_CLOSURE, "");
    }

    private static CloseReason lost() {
        return new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "Session Closed");
    }

    @Test
    void aConnectionThatIsLostAfterTheApplicationClosedItEndsWithItsCode(@TempDir Path directory) {
        SessionDriver driver = open(directory);
        driver.session().close(new CloseReason(CloseCodes.GOING_AWAY, "tired"));
        runExecutor();
        driver.containerFailed(new ClosedChannelException());
        driver.containerClosed(lost());
        runExecutor();
        assertThat(container.isClosed()).isTrue();
        assertThat(String.join(" ", told)).isEqualTo("{ open } { close 1001 } { } end");
    }

    @Test
    void aSessionThatTheApplicationClosedEndsWithItsCodeWhateverThePeerAnswers(@TempDir Path directory) {
        SessionDriver driver = open(directory);
        driver.session().close(new CloseReason(CloseCodes.GOING_AWAY, "tired"));
        runExecutor();
        driver.containerClosed(normally());
        runExecutor();
        assertThat(String.join(" ", told)).isEqualTo("{ open } { close 1001 } { } end");
    }

    @Test
    void aConnectionThatIsLostBeforeIsAnErrorAndAnAbnormalEnd(@TempDir Path directory) {
        SessionDriver driver = open(directory);
        driver.containerFailed(new ClosedChannelException());
        driver.containerClosed(lost());
        runExecutor();
        assertThat(String.join(" ", told)).isEqualTo("{ open } { error null } { close 1006 } { } end");
    }

    @Test
    void aMessageThatIsToldOfAfterTheCloseIsReleased(@TempDir Path directory) {
        observers = OF_COMPLETED;
        SessionDriver driver = open(directory);
        runExecutor();
        container.receive(new Frame.Begin(1, false, 3, Map.of(), null, ByteBuffer.allocate(3)));
        CRC32C crc = new CRC32C();
        crc.update(new byte[3]);
        // The first task after the end of the message is that of its event; the application is told of the message
        // next.
        beforeNextTask = () -> driver.containerClosed(normally());
        container.receive(new Frame.End(1, (int) crc.getValue(), ByteBuffer.allocate(0)));
        assertThat(budget.usedMemory()).isPositive();
        runExecutor();
        assertThat(told).contains("close 1000").endsWith("end");
        assertThat(budget.usedMemory()).isZero();
    }

    @Test
    void aMessageThatIsHandedOverAfterTheCloseIsReleased(@TempDir Path directory) throws IOException {
        SessionDriver driver = open(directory);
        driver.containerClosed(normally());
        runExecutor();
        PlainAssembler assembler = new PlainAssembler(9, new TestBuffers(budget, new SpillDirectory(directory), 9));
        assembler.text("one", false);
        driver.callbacks().runInTurn(new HandOver(driver, assembler.text("two", true)));
        assembler.text("three", false);
        driver.callbacks().execute(new HandOver(driver, assembler.open()));
        runExecutor();
        assertThat(told).endsWith("end").doesNotContain("error");
        assertThat(budget.usedMemory()).isZero();
        assembler.close(new IOException("over"));
    }
}
