package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/** Connections over which nothing goes, and peers that are gone. */
class KeepaliveTest {

    private static final Duration IDLE = Duration.ofMillis(200);

    private final FakeNegotiatedSession container = new FakeNegotiatedSession();
    private final OpenSessions openSessions = new OpenSessions();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private Resources resources;

    @TempDir
    Path directory;

    private final class Endpoint implements ApplicationEndpoint {

        @Override
        public void onOpen(ApplicationSession session) {
            session.addMessageHandler(PongMessage.class, pong -> told.add("pong"));
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

    @BeforeEach
    void setUp() {
        resources = new Resources(Runnable::run, new BufferBudget(1 << 20, 0), new SpillDirectory(directory));
    }

    @AfterEach
    void tearDown() {
        resources.close();
    }

    /** A session of a client, which could come back. */
    private SessionDriver open() {
        SessionDriver driver = new SessionDriver(
                container.session(),
                Role.CLIENT,
                EndpointSettings.DEFAULTS_OF_CLIENT,
                resources,
                openSessions,
                new Endpoint(),
                new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                CallbackScope.NONE,
                TransferObservers.NONE);
        driver.start();
        Settings keeping = new Settings(32_000, 1 << 20, 1 << 20, 8, 60, Settings.NO_NONCE);
        container.receive(new Frame.Hello(false, new byte[16], 0, keeping));
        return driver;
    }

    @Test
    void anIdleConnectionIsPinged() {
        open();
        Keepalive.start(openSessions, resources, IDLE);
        await().until(() -> container.pings().size() >= 2);
    }

    @Test
    void thePongsOfOurPingsAreNotTheApplications() {
        open();
        container.receivePong(resources.pingPayload());
        assertThat(told).isEmpty();
        container.receivePong(ByteBuffer.allocate(8));
        assertThat(told).containsExactly("pong");
    }

    @Test
    void aConnectionWhosePeerIsSilentIsLostAndItsSessionIsNot() {
        SessionDriver driver = open();
        Keepalive.start(openSessions, resources, IDLE);
        await().until(driver::isWaiting);
        assertThat(container.pings()).isNotEmpty();
        assertThat(driver.session().isOpen()).isTrue();
        assertThat(told).isEmpty();
        await().until(container::isClosed);
    }

    @Test
    void aConnectionWhosePeerAnswersStays() {
        SessionDriver driver = open();
        Keepalive.start(openSessions, resources, IDLE);
        for (int pings = 1; pings < 6; pings++) {
            int expected = pings;
            await().until(() -> container.pings().size() >= expected);
            container.receivePong(resources.pingPayload());
        }
        assertThat(driver.isWaiting()).isFalse();
    }
}
