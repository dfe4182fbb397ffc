package org.lighterage.demo;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.glassfish.tyrus.client.ClientManager;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.client.LighterageClient;

/** A message of thirty times the server's heap. */
class FourGibibytesIT {

    private static final long LENGTH = 4L << 30;
    private static final long MEBIBYTE = 1L << 20;

    @Test
    void goesThroughAHeapOf128Mebibytes() throws Exception {
        try (DemoProcess demo = DemoProcess.start("demo-for-4gib", "-Xmx128m")) {
            URI upload = URI.create(demo.uri().toString().replaceFirst("^http", "ws") + "upload");
            long diskBefore = demo.diskUsed();
            HeapSampler sampler = new HeapSampler(demo, Path.of("target/heap-4gib.txt"));
            try (sampler) {
                send(upload);
            }
            assertThat(sampler.count()).as("samples").isGreaterThan(5);
            assertThat(sampler.mostHeap()).as("heap used").isLessThan(100 * MEBIBYTE);
            assertThat(sampler.mostDisk() - diskBefore).as("disk used").isGreaterThan(LENGTH / 2);
            await().atMost(10, SECONDS)
                    .untilAsserted(() -> assertThat(demo.diskUsed()).isLessThan(diskBefore + MEBIBYTE));
            demo.stop();
        }
    }

    private static void send(URI upload) throws Exception {
        GeneratedStream document = new GeneratedStream(LENGTH);
        Recorder recorder = new Recorder();
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        // Tomcat's own client is on the class path too.
        try (LighterageClient client = LighterageClient.builder()
                        .container(ClientManager.createClient())
                        .required()
                        .build();
                LighterageSession session = client.connectToServer(recorder, config, upload)) {
            long start = System.nanoTime();
            session.send(document, SendOptions.create().metadata("name", "4gib"))
                    .delivered()
                    .toCompletableFuture()
                    .get(10, MINUTES);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("4 GiB delivered in %.1f s, %.0f MB/s%n", seconds, LENGTH / seconds / 1e6);
            assertThat(recorder.receipt.get(5, MINUTES))
                    .isEqualTo(
                            "{\"name\":\"4gib\",\"length\":" + LENGTH + ",\"sha256\":\"" + document.sha256() + "\"}");
        }
    }

    private static final class Recorder extends Endpoint {

        private final CompletableFuture<String> receipt = new CompletableFuture<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) receipt::complete);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            receipt.completeExceptionally(new IOException("The connection was closed with " + reason));
        }

        @Override
        public void onError(Session session, Throwable error) {
            receipt.completeExceptionally(error);
        }
    }
}
