package org.lighterage.demo.launcher;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.lighterage.LighterageSession;
import org.lighterage.SendOptions;
import org.lighterage.client.LighterageClient;

/** Sends a real file to an ordinary endpoint and to one with large messages, and says what happened to each. */
public final class SelfCheck implements Callable<Boolean> {

    private static final long SAMPLE = 64L << 20;
    private static final int TIMEOUT_SECONDS = 600;

    private final URI base;
    private final Path file;

    /** @param file what is sent; null for a sample of 64 MiB made on the spot */
    public SelfCheck(URI base, Path file) {
        this.base = URI.create(base.toString().replaceFirst("^http", "ws"));
        this.file = file;
    }

    @Override
    public Boolean call() throws Exception {
        if (file != null) {
            return check(file);
        }
        Path sample = Files.createTempFile("lighterage-sample-", ".bin");
        try {
            writeSample(sample);
            return check(sample);
        } finally {
            Files.delete(sample);
        }
    }

    private static void writeSample(Path sample) throws IOException {
        Random random = new Random(1);
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(sample)) {
            for (long written = 0; written < SAMPLE; written += piece.length) {
                random.nextBytes(piece);
                out.write(piece);
            }
        }
    }

    private boolean check(Path sent) throws Exception {
        System.out.printf("Self-check: %s, %,d bytes%n", sent, Files.size(sent));
        System.out.println("  ordinary endpoint:   " + sendOrdinary(sent));
        String expected = sha256(sent);
        String answer = sendLarge(sent);
        boolean right = answer.contains("\"sha256\":\"" + expected + "\"");
        System.out.println("  with @LargeMessages: " + answer);
        System.out.println("  " + (right ? "both ends have SHA-256 " + expected : "WRONG: sent SHA-256 " + expected));
        return right;
    }

    private static String sha256(Path path) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Sends the file as one ordinary message; answers how the connection ended. */
    private String sendOrdinary(Path sent) throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = ContainerProvider.getWebSocketContainer()
                .connectToServer(recorder, config(), base.resolve("/plain-echo"))) {
            try (OutputStream out = session.getBasicRemote().getSendStream()) {
                Files.copy(sent, out);
            } catch (IOException | RuntimeException e) {
                // The server has closed the connection meanwhile (Tyrus throws a RuntimeException); how, is told below.
            }
            CloseReason reason = recorder.closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return "closed with " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase();
        }
    }

    /** Sends the file through Lighterage; answers the server's receipt. */
    private String sendLarge(Path sent) throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = LighterageClient.create();
                LighterageSession session = client.connectToServer(recorder, config(), base.resolve("/upload"))) {
            long start = System.nanoTime();
            session.send(
                            sent,
                            SendOptions.create()
                                    .metadata("name", sent.getFileName().toString()))
                    .delivered()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            String receipt = recorder.answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return String.format(
                    Locale.ROOT, "%s in %.1f s, %.0f MB/s", receipt, seconds, Files.size(sent) / seconds / 1e6);
        }
    }

    private static ClientEndpointConfig config() {
        return ClientEndpointConfig.Builder.create().build();
    }

    private static final class Recorder extends Endpoint {

        private final CompletableFuture<String> answer = new CompletableFuture<>();
        private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>) answer::complete);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            closed.complete(reason);
            answer.completeExceptionally(new IOException("The connection was closed with " + reason));
        }
    }
}
