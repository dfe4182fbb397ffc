package org.lighterage.tomcat;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.ScenarioWar;
import org.lighterage.scenarios.app.Sequence;
import org.lighterage.scenarios.app.SequenceCoders;

/** Objects of two to eight times the server's heap, decoded while they come and encoded while they leave. */
@Timeout(value = 10, unit = MINUTES)
class TomcatSmallHeapTest {

    private static final String JARS_TO_SKIP = "tomcat.util.scan.StandardJarScanFilter.jarsToSkip";
    private static final long GIBIBYTE = 1L << 30;
    private static final Path DIRECTORY = Path.of("target", "small-heap").toAbsolutePath();

    private static Process server;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        Path war = DIRECTORY.resolve("scenarios.war");
        Path log = DIRECTORY.resolve("server.log");
        Files.createDirectories(DIRECTORY);
        ScenarioWar.scenarios().as(ZipExporter.class).exportTo(war.toFile(), true);
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+ExitOnOutOfMemoryError",
                        // Without the launcher of a whole Tomcat the scanner starts before catalina.properties are
                        // read.
                        "-D" + JARS_TO_SKIP + "=" + System.getProperty(JARS_TO_SKIP),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeapServer.class.getName(),
                        war.toString(),
                        DIRECTORY.resolve("work").toString())
                .redirectError(log.toFile())
                .start();
        String line = server.inputReader().readLine();
        assertThat(line).as("see " + log).startsWith("port ");
        port = Integer.parseInt(line.substring("port ".length()));
    }

    @AfterAll
    static void stop() throws Exception {
        server.getOutputStream().close();
        if (!server.waitFor(60, SECONDS)) {
            server.destroyForcibly();
        }
    }

    @Test
    void aGibibyteOfBytesIsDecodedAndEncoded() throws Exception {
        goThereAndBack("binary", SequenceCoders.OfBytes.class, SequenceCoders.OfBytes.class, GIBIBYTE / 8);
    }

    @Test
    void aQuarterOfAGibibyteOfTextIsDecodedAndEncoded() throws Exception {
        goThereAndBack("text", SequenceCoders.OfText.class, SequenceCoders.OfText.class, GIBIBYTE / 64);
    }

    private static void goThereAndBack(
            String kind, Class<? extends Encoder> encoder, Class<? extends Decoder> decoder, long count)
            throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .encoders(List.of(encoder))
                .decoders(List.of(decoder))
                .build();
        Receiver receiver = new Receiver();
        try (LighterageClient client = LighterageClient.builder()
                        .container(ClientManager.createClient())
                        .required()
                        .set("streaming", "true")
                        .set("max-message-size", "2GiB")
                        .build();
                Session session = client.connectToServer(
                        receiver, config, URI.create("ws://127.0.0.1:" + port + "/sequence/" + kind))) {
            session.getBasicRemote().sendObject(new Sequence(count));
            assertThat(receiver.received.get(5, MINUTES)).isEqualTo(new Sequence(count));
        }
    }

    private static final class Receiver extends Endpoint {

        private final CompletableFuture<Sequence> received = new CompletableFuture<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(Sequence.class, (MessageHandler.Whole<Sequence>) received::complete);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            received.completeExceptionally(new IOException("The connection was closed with " + reason));
        }

        @Override
        public void onError(Session session, Throwable cause) {
            received.completeExceptionally(cause);
        }
    }
}
