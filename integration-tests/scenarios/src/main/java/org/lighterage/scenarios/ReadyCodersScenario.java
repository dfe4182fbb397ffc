package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lighterage.LargeMessage;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.client.LighterageClient;
import org.lighterage.coders.PathDecoder;
import org.lighterage.coders.PathEncoder;
import org.lighterage.scenarios.app.Order;
import org.lighterage.scenarios.app.OrderCoders.OrderDecoder;
import org.lighterage.scenarios.app.OrderCoders.OrderEncoder;
import org.lighterage.scenarios.app.OrderCoders.OrdersDecoder;
import org.lighterage.scenarios.app.OrderCoders.OrdersEncoder;

/** Encoders and decoders that the library brings, at both ends, and what goes out without one. */
@RunAsClient
public class ReadyCodersScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    /** Who connects: a plain peer encodes and decodes with what its own container makes of the coders. */
    enum Peer {
        NEGOTIATED,
        PLAIN
    }

    /** A client endpoint that keeps what comes as objects of a class. */
    private static final class Objects<T> extends Endpoint {

        private final Class<T> type;
        private final BlockingQueue<T> received = new LinkedBlockingQueue<>();

        Objects(Class<T> type) {
            this.type = type;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(type, (MessageHandler.Whole<T>) received::add);
        }

        T next() throws InterruptedException {
            T object = received.poll(TIMEOUT, TimeUnit.SECONDS);
            assertThat(object).as("what came within " + TIMEOUT + " s").isNotNull();
            return object;
        }
    }

    /** What is said over one connection. */
    private interface Conversation {

        void hold(Session session) throws Exception;
    }

    private void talk(
            Peer peer,
            String path,
            Endpoint client,
            Class<? extends Encoder> encoder,
            Class<? extends Decoder> decoder,
            Conversation conversation)
            throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(encoder))
                .decoders(List.of(decoder))
                .build();
        WebSocketContainer container = peer == Peer.PLAIN ? ClientManager.createClient() : newClient();
        container.setDefaultMaxTextMessageBufferSize(8 << 20);
        container.setDefaultMaxBinaryMessageBufferSize(8 << 20);
        try (Session session = container.connectToServer(client, config, endpoint(path))) {
            conversation.hold(session);
        } finally {
            if (container instanceof LighterageClient closing) {
                closing.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void jsonObjectsGoBothWays(Peer peer) throws Exception {
        Objects<Order> answers = new Objects<>(Order.class);
        talk(peer, "ready/order", answers, OrderEncoder.class, OrderDecoder.class, session -> {
            for (int goods : new int[] {3, 100_000}) {
                Order order = Order.of(goods, goods);
                session.getBasicRemote().sendObject(order);
                Order answer = answers.next();
                Collections.reverse(order.goods);
                assertThat(answer.number).isEqualTo(goods);
                assertThat(answer.goods).isEqualTo(order.goods);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("rawtypes") // A class has no type arguments.
    void jsonListsOfObjectsGoBothWays(Peer peer) throws Exception {
        Objects<List> answers = new Objects<>(List.class);
        List<Order> orders =
                IntStream.range(0, 20_000).mapToObj(i -> Order.of(i, 2)).toList();
        talk(peer, "ready/orders", answers, OrdersEncoder.class, OrdersDecoder.class, session -> {
            session.getBasicRemote().sendObject(orders);
            List<?> answer = answers.next();
            assertThat(answer).hasSize(10_000);
            assertThat(((Order) answer.get(9_999)).number).isEqualTo(19_998);
        });
    }

    @Test
    void textThatIsNoJsonGoesToOnErrorAndTheSessionGoesOn() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("ready/order"))) {
            for (String text : new String[] {"{\"number\":", "[1" + ",1".repeat(100_000)}) {
                session.getBasicRemote().sendText(text);
                assertThat(recorder.nextText())
                        .startsWith("not decoded: The text is no JSON of " + Order.class.getName() + ": ");
            }
            session.getBasicRemote().sendText("{\"number\":1,\"goods\":[\"a\",\"b\"]}");
            assertThat(recorder.nextText()).isEqualTo("{\"goods\":[\"b\",\"a\"],\"number\":1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesGoBothWays(Peer peer, @TempDir Path directory) throws Exception {
        Objects<Path> answers = new Objects<>(Path.class);
        talk(peer, "ready/file", answers, PathEncoder.class, PathDecoder.class, session -> {
            for (int length : new int[] {10, 3_000_000}) {
                byte[] bytes = Samples.bytes(length);
                Path sent = Files.write(directory.resolve("sent"), bytes);
                session.getBasicRemote().sendObject(sent);
                Path answer = answers.next();
                assertThat(answer).hasBinaryContent(bytes);
                Files.delete(answer);
            }
        });
    }

    @Test
    void streamsThatAreReturnedAreSent() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                Session session = recorder.connect(client, endpoint("ready/stream"))) {
            for (int length : new int[] {0, 10, 3_000_000}) {
                byte[] bytes = Samples.bytes(length);
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
                assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
            }
        }
    }

    // ---- received messages

    /** What came back, as a client sees it within its callback. */
    private record Echo(boolean text, Map<String, String> metadata, byte[] bytes) {

        static Echo of(LargeMessage message) {
            try {
                return new Echo(
                        message.isText(),
                        message.getMetadata(),
                        message.openStream().readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A client endpoint that keeps what came back. */
    private static final class Echoes extends Endpoint {

        private final BlockingQueue<Echo> received = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(LargeMessage.class, message -> received.add(Echo.of(message)));
        }

        Echo next() throws InterruptedException {
            return received.poll(TIMEOUT, TimeUnit.SECONDS);
        }
    }

    private static void assertEcho(Echo echo, boolean text, Map<String, String> metadata, byte[] bytes) {
        assertThat(echo.text()).isEqualTo(text);
        assertThat(echo.metadata()).isEqualTo(metadata);
        assertThat(echo.bytes()).isEqualTo(bytes);
    }

    @Test
    void messagesThatCameGoBackAsTheyAre() throws Exception {
        Echoes echoes = new Echoes();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        try (LighterageClient client = newClient();
                LighterageSession session = client.connectToServer(echoes, config, endpoint("ready/message"))) {
            // Short, in memory, and in a file at the server.
            for (int length : new int[] {0, 10, 50_000, 3_000_000}) {
                byte[] bytes = Samples.bytes(length);
                session.send(ByteBuffer.wrap(bytes));
                assertEcho(echoes.next(), false, Map.of(), bytes);
                SendOptions named = SendOptions.create().metadata("name", "é");
                session.send(ByteBuffer.wrap(bytes), named);
                assertEcho(echoes.next(), false, Map.of("name", "é"), bytes);
                String text = Samples.text(length);
                session.send(text, named);
                assertEcho(echoes.next(), true, Map.of("name", "é"), text.getBytes("UTF-8"));
            }
        }
    }

    @Test
    void aMessageThatCameMayBeSentWithoutWaitingAndMoreThanOnce() throws Exception {
        Echoes echoes = new Echoes();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        byte[] bytes = Samples.bytes(3_000_000);
        try (LighterageClient client = newClient();
                LighterageSession session = client.connectToServer(echoes, config, endpoint("ready/message"))) {
            SendOptions twice = SendOptions.create().metadata("twice", "");
            session.send(ByteBuffer.wrap(bytes), twice);
            assertEcho(echoes.next(), false, Map.of("twice", ""), bytes);
            assertEcho(echoes.next(), false, Map.of("twice", ""), bytes);
        }
    }

    @Test
    void messagesOfAPlainPeerGoBackAsTheyAre() throws Exception {
        Recorder recorder = new Recorder();
        ClientManager plain = ClientManager.createClient();
        plain.setDefaultMaxTextMessageBufferSize(8 << 20);
        plain.setDefaultMaxBinaryMessageBufferSize(8 << 20);
        try (Session session = recorder.connect(plain, endpoint("ready/message"))) {
            for (int length : new int[] {0, 10, 50_000, 3_000_000}) {
                byte[] bytes = Samples.bytes(length);
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
                assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
                String text = Samples.text(length);
                session.getBasicRemote().sendText(text);
                assertThat(recorder.nextText()).isEqualTo(text);
            }
        }
    }
}
