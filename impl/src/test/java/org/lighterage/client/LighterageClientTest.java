package org.lighterage.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnOpen;
import jakarta.websocket.WebSocketContainer;
import jakarta.websocket.server.HandshakeRequest;
import java.io.InterruptedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.TransferEvent;
import org.lighterage.TransferFailed;
import org.lighterage.TransferStarted;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.endpoint.ApplicationObjects;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.FakeNegotiatedSession;
import org.lighterage.session.TransferObservers;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/** Instances that the client makes for its connections, and their end. */
class LighterageClientTest {

    private static final URI SERVER = URI.create("ws://localhost/");

    @ClientEndpoint
    public static class Annotated {

        private final List<String> told;

        Annotated(List<String> told) {
            this.told = told;
        }

        @OnOpen
        public void open() {
            told.add("open");
        }

        @OnClose
        public void close() {
            told.add("close");
        }
    }

    /** No endpoint. */
    public static class Other {}

    private final List<String> told = new ArrayList<>();
    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final FakeNegotiatedSession session = new FakeNegotiatedSession();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private Endpoint connected;
    private boolean refusing;
    private boolean silent;
    private int connections;

    private TransferObservers observers = TransferObservers.NONE;

    private final ApplicationObjects objects = new ApplicationObjects() {
        @Override
        public InstanceFactory endpoints() {
            return type -> new InstanceFactory.Instance(new Annotated(told), () -> told.add("destroyed"));
        }

        @Override
        public InstanceFactory coders() {
            return InstanceFactory.byConstructor();
        }

        @Override
        public CallbackScope newScope() {
            return CallbackScope.NONE;
        }

        @Override
        public TransferObservers transferObservers() {
            return observers;
        }
    };

    private final WebSocketContainer container = (WebSocketContainer) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {WebSocketContainer.class}, (proxy, method, arguments) -> {
                connect((Endpoint) arguments[0], (ClientEndpointConfig) arguments[1]);
                return session.session();
            });

    private final LighterageClient client = LighterageClient.builder()
            .container(container)
            .executor(executor::add)
            .objects(objects)
            .build();

    private void connect(Endpoint endpoint, ClientEndpointConfig config) throws DeploymentException {
        if (refusing) {
            throw new DeploymentException("refused");
        }
        connections++;
        connected = endpoint;
        endpoints.add(endpoint);
        endpoint.onOpen(session.session(), config);
        if (!silent) {
            session.receive(new Frame.Hello(false, new byte[0], 0, Settings.DEFAULTS));
        }
    }

    private void runExecutor() {
        while (!executor.isEmpty()) {
            executor.poll().run();
        }
    }

    @AfterEach
    void closeClient() {
        client.close();
    }

    @Test
    void anInstanceWhoseServerRefusesIsDestroyed() {
        refusing = true;
        assertThatThrownBy(() -> client.connectToServer(Annotated.class, SERVER))
                .isInstanceOf(DeploymentException.class);
        assertThat(told).containsExactly("destroyed");
    }

    @Test
    void noInstanceIsMadeOfWhatIsNoEndpoint() {
        assertThatThrownBy(() -> client.connectToServer(Other.class, SERVER))
                .isInstanceOf(DeploymentException.class)
                .hasMessageContaining("no @ClientEndpoint");
        assertThat(told).isEmpty();
    }

    @Test
    void whoeverIsInterruptedWhileItOpensLeavesTheInstanceToTheSessionWhichIsClosed() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.connectToServer(Annotated.class, SERVER))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).isEmpty();
        assertThat(session.isClosed()).isTrue();
        connected.onClose(session.session(), new CloseReason(CloseCodes.GOING_AWAY, ""));
        runExecutor();
        assertThat(told).containsExactly("open", "close", "destroyed");
    }

    @Test
    void whoeverIsInterruptedBeforeTheServerHasAnsweredDoesNotTryAgainWithoutLighterage() {
        silent = true;
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.connectToServer(Annotated.class, SERVER))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(connections).isEqualTo(1);
        assertThat(told).containsExactly("destroyed");
    }

    private LighterageClient withOwnThread() {
        return LighterageClient.builder()
                .container(container)
                .executor(Runnable::run)
                .objects(objects)
                .build();
    }

    @Test
    void rule25_openSessionsAreThoseOfTheEndpointThoughTheClientEndsAllOfThem() throws Exception {
        try (LighterageClient other = withOwnThread()) {
            LighterageSession first = other.connectToServer(Annotated.class, SERVER);
            LighterageSession second = other.connectToServer(Annotated.class, SERVER);
            assertThat(first.getOpenSessions()).containsExactly(first);
            assertThat(second.getOpenSessions()).containsExactly(second);
            session.onClose(this::endAll);
        }
        assertThat(told).containsExactlyInAnyOrder("open", "open", "close", "close", "destroyed", "destroyed");
    }

    private void endAll() {
        endpoints.forEach(endpoint -> endpoint.onClose(session.session(), new CloseReason(CloseCodes.GOING_AWAY, "")));
    }

    @Test
    void transfersOfAClientsSessionsAreObserved() throws Exception {
        List<TransferEvent> observed = new ArrayList<>();
        observers = new TransferObservers() {

            @Override
            public Set<Class<?>> observed() {
                return Set.of(TransferStarted.class, TransferFailed.class);
            }

            @Override
            public void fire(Object event) {
                observed.add((TransferEvent) event);
            }

            @Override
            public void fireAsync(Object event) {
                told.add("async " + event.getClass().getSimpleName());
            }
        };
        LighterageSession sending;
        try (LighterageClient other = withOwnThread()) {
            sending = other.connectToServer(Annotated.class, SERVER);
            sending.send(ByteBuffer.allocate(100_000));
            session.onClose(this::endAll);
        }
        assertThat(observed).hasSize(2).hasExactlyElementsOfTypes(TransferStarted.class, TransferFailed.class);
        assertThat(observed).allSatisfy(event -> {
            assertThat(event.session()).isSameAs(sending);
            assertThat(event.direction()).isEqualTo(TransferEvent.Direction.OUTGOING);
            assertThat(event.length()).hasValue(100_000);
        });
        assertThat(told).containsExactly("open", "async TransferStarted", "async TransferFailed", "close", "destroyed");
    }

    private static List<String> protocolSeen(String header, List<String> value) {
        HandshakeResponse response = () -> Map.of(header, value, "X-Answer", List.of("yes"));
        Map<String, List<String>> seen = new PlainHandshakeResponse(response).getHeaders();
        assertThat(seen).containsEntry("x-answer", List.of("yes"));
        return seen.get(HandshakeRequest.SEC_WEBSOCKET_PROTOCOL);
    }

    @Test
    void theApplicationsHookSeesItsOwnSubprotocolInTheResponse() {
        assertThat(protocolSeen("Sec-WebSocket-Protocol", List.of("lighterage.v1+chat")))
                .containsExactly("chat");
        assertThat(protocolSeen("sec-websocket-protocol", List.of("chat"))).containsExactly("chat");
        assertThat(protocolSeen("Sec-WebSocket-Protocol", List.of("lighterage.v1")))
                .isNull();
        assertThat(protocolSeen("Sec-WebSocket-Protocol", List.of())).isNull();
    }
}
