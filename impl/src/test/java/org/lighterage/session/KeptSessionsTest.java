package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSettings;
import org.lighterage.config.PropertySource;
import org.lighterage.transfer.Role;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** Who gets a session whose connection was lost, and how many are kept (PROTOCOL.md, section 7). */
class KeptSessionsTest {

    private static final String URI = "ws://localhost/app/documents?a=1";
    private static final byte[] NONE = new byte[0];

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final List<ApplicationSession> sessions = new ArrayList<>();
    private Resources resources;
    private KeptSessions kept;

    @TempDir
    Path directory;

    private final class Endpoint implements ApplicationEndpoint {

        @Override
        public void onOpen(ApplicationSession session) {
            sessions.add(session);
            told.add("open");
        }

        @Override
        public void onError(ApplicationSession session, Throwable cause) {
            told.add("error " + cause.getMessage());
        }

        @Override
        public void onClose(ApplicationSession session, CloseReason reason) {
            told.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    @BeforeEach
    void setUp() {
        limits(1000, 1000, 1 << 20);
    }

    private void limits(int inAll, int ofPrincipal, long bytes) {
        tearDown();
        resources = new Resources(Runnable::run, new BufferBudget(1 << 20, 0), new SpillDirectory(directory));
        kept = new KeptSessions(new KeptSessions.Limits(inAll, ofPrincipal, bytes), resources);
    }

    @AfterEach
    void tearDown() {
        if (resources != null) {
            resources.close();
        }
    }

    /** A connection to the endpoint, and what the container has of it. */
    private record Connected(FakeNegotiatedSession container, IncomingConnection connection) {

        Frame.Hello answer() {
            return (Frame.Hello) container.sent().get(0);
        }

        void lose() {
            connection.closed(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));
        }
    }

    private Connected connect(String uri, String user, String origin, byte[] token) {
        FakeNegotiatedSession container = new FakeNegotiatedSession().of(uri, user);
        Map<String, String> properties = Map.of("lighterage.client.resume", "60s");
        EndpointSettings settings = EndpointSettings.readOfClient(
                new Configuration(List.of(PropertySource.of("test", properties::get))), "client", key -> null);
        IncomingConnection connection = new IncomingConnection(
                container.session(),
                settings,
                resources,
                kept,
                "endpoint",
                origin,
                entry -> new SessionDriver(
                        container.session(),
                        Role.SERVER,
                        settings,
                        resources,
                        new OpenSessions(),
                        new Endpoint(),
                        new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                        CallbackScope.NONE,
                        TransferObservers.NONE,
                        entry,
                        null));
        connection.start();
        container.receive(
                new Frame.Hello(false, token, 0, new Settings(32_000, 1 << 20, 1 << 20, 8, 60, Settings.NO_NONCE)));
        return new Connected(container, connection);
    }

    private Connected connect(byte[] token) {
        return connect(URI, "alice", "https://page", token);
    }

    private static void assertNew(Connected connected) {
        assertThat(connected.answer().resumed()).isFalse();
        assertThat(connected.answer().received()).isZero();
        assertThat(connected.container().sent().get(1)).isEqualTo(new Frame.Checkpoint(List.of()));
    }

    @Test
    void theClientGetsItsSessionBackAndTheApplicationHearsNothingOfIt() {
        Connected first = connect(NONE);
        first.lose();
        Connected second = connect(first.answer().token());
        assertThat(second.answer().resumed()).isTrue();
        second.container().receive(new Frame.Ack(0));
        assertThat(told).containsExactly("open");
        assertThat(sessions.get(0).isAttached()).isTrue();
    }

    @Test
    void anApplicationThatIsToldOfHelloIsToldOfEverySessionOnce() {
        connect(NONE).lose();
        connect(NONE);
        assertThat(told).containsExactly("open", "open");
    }

    @Test
    void aTokenThatWasNeverGivenGetsANewSession() {
        connect(NONE).lose();
        assertNew(connect(new byte[16]));
    }

    @Test
    void aStolenTokenIsWorthNothingAtAnotherPathQueryOriginOrAsAnotherUser() {
        Connected victim = connect(NONE);
        byte[] token = victim.answer().token();
        assertNew(connect("ws://localhost/app/others?a=1", "alice", "https://page", token));
        assertNew(connect("ws://localhost/app/documents?a=2", "alice", "https://page", token));
        assertNew(connect(URI, "mallory", "https://page", token));
        assertNew(connect(URI, null, "https://page", token));
        assertNew(connect(URI, "alice", "https://other", token));
        assertNew(connect(URI, "alice", null, token));
        assertThat(victim.container().isClosed()).isFalse();
        assertThat(sessions.get(0).isAttached()).isTrue();
    }

    @Test
    void aTokenThatWasUsedServesNoMoreOnceItsSuccessorIsInUse() {
        Connected first = connect(NONE);
        first.lose();
        Connected second = connect(first.answer().token());
        second.container().receive(new Frame.Ack(0));
        assertNew(connect(first.answer().token()));
        assertThat(second.container().isClosed()).isFalse();
    }

    @Test
    void aTokenServesNoMoreAfterTheSession() {
        Connected first = connect(NONE);
        first.connection().closed(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
        assertThat(told).last().isEqualTo("close 1000 ");
        assertNew(connect(first.answer().token()));
    }

    @Test
    void aConnectionThatIsStillThereIsClosedWith1001() {
        Connected first = connect(NONE);
        Connected second = connect(first.answer().token());
        assertThat(second.answer().resumed()).isTrue();
        assertThat(first.container().closeCode()).isEqualTo(1001);
        first.lose();
        assertThat(sessions.get(0).isAttached()).isTrue();
        assertThat(told).containsExactly("open");
    }

    @Test
    void theOldestSessionGoesWhereMoreThanTheLimitWait() {
        limits(2, 1000, 1 << 20);
        List<Connected> connected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            connected.add(connect(URI, "user " + i, null, NONE));
            connected.get(i).lose();
        }
        assertThat(told).last().asString().startsWith("close 1006 ").contains("not kept");
        assertNew(connect(URI, "user 0", null, connected.get(0).answer().token()));
        assertThat(connect(URI, "user 1", null, connected.get(1).answer().token())
                        .answer()
                        .resumed())
                .isTrue();
    }

    @Test
    void theOldestSessionOfAUserGoesWhereMoreOfItsThanTheLimitWait() {
        limits(1000, 1, 1 << 20);
        Connected other = connect(URI, "bob", null, NONE);
        other.lose();
        Connected first = connect(NONE);
        first.lose();
        assertThat(told).doesNotContain("close");
        connect(NONE).lose();
        assertThat(told).last().asString().startsWith("close 1006 ");
        assertNew(connect(first.answer().token()));
        assertThat(connect(URI, "bob", null, other.answer().token()).answer().resumed())
                .isTrue();
    }

    @Test
    void theSessionThatHoldsTheMostGoesWhereTheyHoldMoreThanTheLimit() {
        limits(1000, 1000, 50_000);
        connect(NONE).lose();
        connect(NONE).lose();
        sessions.get(0).send(ByteBuffer.allocate(20_000));
        for (int i = 0; i < 3; i++) {
            sessions.get(1).send(ByteBuffer.allocate(20_000));
        }
        await().until(() -> told.stream().anyMatch(each -> each.startsWith("close")));
        assertThat(sessions.get(1).isOpen()).isFalse();
        assertThat(sessions.get(0).isOpen()).isTrue();
    }
}
