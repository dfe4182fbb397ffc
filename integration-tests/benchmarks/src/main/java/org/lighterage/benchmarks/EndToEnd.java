package org.lighterage.benchmarks;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.websocket.WsWebSocketContainer;
import org.glassfish.tyrus.client.ClientManager;
import org.lighterage.client.LighterageClient;

/**
 * 256 MiB over loopback: through Lighterage, and as one ordinary WebSocket message on the same server with its limits
 * raised, in turn, each with two clients. The server is a process of its own. (Tomcat's client cannot send so long a
 * message: its writes recurse until the stack overflows.)
 */
public final class EndToEnd {

    private static final int LENGTH = 256 << 20;
    private static final int ROUNDS = 11;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int TIMEOUT_SECONDS = 120;

    /** One way to send the bytes; answers when the endpoint has said that it has them all. */
    @FunctionalInterface
    private interface Contender {

        String send(URI base, ByteBuffer bytes) throws Exception;
    }

    private EndToEnd() {}

    public static void main(String[] arguments) throws Exception {
        try (ServerProcess server = new ServerProcess("4g");
                LighterageClient overTomcat = client(new WsWebSocketContainer());
                LighterageClient overTyrus = client(ClientManager.createClient())) {
            URI base = server.base();
            Map<String, Contender> contenders = new LinkedHashMap<>();
            contenders.put("ordinary, JDK client", (uri, bytes) -> sendWithJdk(uri.resolve("ordinary"), bytes));
            contenders.put(
                    "ordinary, Tyrus client",
                    (uri, bytes) -> send(ClientManager.createClient(), uri.resolve("ordinary"), bytes));
            contenders.put("lighterage, Tomcat client", (uri, bytes) -> send(overTomcat, uri.resolve("large"), bytes));
            contenders.put("lighterage, Tyrus client", (uri, bytes) -> send(overTyrus, uri.resolve("large"), bytes));
            Map<String, double[]> results = measure(base, contenders);
            double best = contenders.keySet().stream()
                    .filter(name -> name.startsWith("ordinary"))
                    .mapToDouble(name -> median(results.get(name)))
                    .max()
                    .orElseThrow();
            results.forEach((name, rates) -> System.out.printf(
                    Locale.ROOT,
                    "%-28s median %5.0f MB/s, %5.0f to %5.0f; %.2f of the best ordinary%n",
                    name,
                    median(rates),
                    Arrays.stream(rates).skip(WARM_UP_ROUNDS).min().orElseThrow(),
                    Arrays.stream(rates).skip(WARM_UP_ROUNDS).max().orElseThrow(),
                    median(rates) / best));
        }
        System.exit(0);
    }

    private static LighterageClient client(WebSocketContainer container) {
        return LighterageClient.builder().container(container).build();
    }

    private static Map<String, double[]> measure(URI base, Map<String, Contender> contenders) throws Exception {
        Map<String, double[]> results = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
                ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
                long start = System.nanoTime();
                String answer = contender.getValue().send(base, bytes);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (!String.valueOf(LENGTH).equals(answer)) {
                    throw new IllegalStateException(contender.getKey() + ": expected " + LENGTH + ", came " + answer);
                }
                results.computeIfAbsent(contender.getKey(), name -> new double[ROUNDS])[round] = LENGTH / seconds / 1e6;
            }
        }
        return results;
    }

    private static String send(WebSocketContainer container, URI uri, ByteBuffer bytes) throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        Endpoint endpoint = new Endpoint() {
            @Override
            public void onOpen(Session session, EndpointConfig config) {
                session.addMessageHandler(String.class, (MessageHandler.Whole<String>) answers::add);
            }
        };
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        try (Session session = container.connectToServer(endpoint, config, uri)) {
            session.getBasicRemote().sendBinary(bytes);
            return answers.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static String sendWithJdk(URI uri, ByteBuffer bytes) throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                answers.add(data.toString());
                return null;
            }
        };
        WebSocket webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, listener)
                .get();
        try {
            webSocket.sendBinary(bytes, true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return answers.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } finally {
            webSocket.abort();
        }
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.copyOfRange(values, WARM_UP_ROUNDS, values.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
