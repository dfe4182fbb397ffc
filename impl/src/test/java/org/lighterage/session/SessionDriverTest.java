package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.Role;
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
            told.add("close");
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

    private SessionDriver open(Path directory) {
        resources = new Resources(executor::add, 1, new BufferBudget(0, 0), new SpillDirectory(directory));
        SessionDriver driver = new SessionDriver(
                container.session(),
                Role.SERVER,
                EndpointSettings.DEFAULTS,
                resources,
                new OpenSessions(),
                new Endpoint(),
                new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                new Scope(),
                TransferObservers.NONE);
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
        driver.containerClosed(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
        runExecutor();
        assertThat(String.join(" ", told))
                .isEqualTo("{ open } { message 1 } { message 2 } { message 3 } { close } { } end");
    }
}
