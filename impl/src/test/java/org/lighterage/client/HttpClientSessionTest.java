package org.lighterage.client;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.lighterage.transfer.VirtualScheduler;

/** What becomes of what the JDK tells, in whatever order it does. */
class HttpClientSessionTest {

    private final List<String> told = new ArrayList<>();
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final JdkWebSocket webSocket = new JdkWebSocket();
    private final HttpClientSession session = new HttpClientSession(
            new HttpClientContainer(HttpClient.newHttpClient(), scheduler),
            scheduler,
            new Endpoint() {
                @Override
                public void onOpen(Session opened, EndpointConfig config) {
                    told.add("open");
                    MessageHandler.Partial<ByteBuffer> pieces =
                            (piece, last) -> told.add(piece.remaining() + (last ? " last" : " more"));
                    opened.addMessageHandler(ByteBuffer.class, pieces);
                }

                @Override
                public void onClose(Session closed, CloseReason reason) {
                    told.add("close " + reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
                }

                @Override
                public void onError(Session failed, Throwable cause) {
                    told.add("error " + cause.getMessage());
                }
            },
            ClientEndpointConfig.Builder.create().build(),
            URI.create("ws://localhost/"));

    /** Writes down what it is asked for, and refuses the close codes that the JDK's refuses. */
    private final class JdkWebSocket implements WebSocket {

        private CompletableFuture<WebSocket> done() {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletableFuture<WebSocket> sendText(CharSequence data, boolean last) {
            return done();
        }

        @Override
        public CompletableFuture<WebSocket> sendBinary(ByteBuffer data, boolean last) {
            return done();
        }

        @Override
        public CompletableFuture<WebSocket> sendPing(ByteBuffer message) {
            return done();
        }

        @Override
        public CompletableFuture<WebSocket> sendPong(ByteBuffer message) {
            return done();
        }

        @Override
        public CompletableFuture<WebSocket> sendClose(int code, String reason) {
            if (code == 1002) {
                return CompletableFuture.failedFuture(new IllegalArgumentException("1002"));
            }
            told.add("sends " + code + " " + reason);
            return done();
        }

        @Override
        public void request(long n) {
            told.add("asks");
        }

        @Override
        public String getSubprotocol() {
            return "";
        }

        @Override
        public boolean isOutputClosed() {
            return false;
        }

        @Override
        public boolean isInputClosed() {
            return false;
        }

        @Override
        public void abort() {
            told.add("aborts");
        }
    }

    private static CloseReason reason(int code, String phrase) {
        return new CloseReason(CloseCodes.getCloseCode(code), phrase);
    }

    @Test
    void nothingIsAskedForBeforeTheEndpointIsOpen() {
        session.onOpen(webSocket);
        assertThat(told).isEmpty();
        session.open(webSocket);
        session.onBinary(webSocket, ByteBuffer.allocate(5), false);
        session.onBinary(webSocket, ByteBuffer.allocate(3), true);
        assertThat(told).containsExactly("open", "asks", "5 more", "3 last");
    }

    @Test
    void aFailureBeforeTheEndpointIsOpenIsToldAfterThat() {
        session.onError(webSocket, new IOException("reset"));
        assertThat(told).isEmpty();
        session.open(webSocket);
        assertThat(told).startsWith("open", "error reset", "close 1006 ");
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void aSessionEndsOnce() {
        session.open(webSocket);
        told.clear();
        session.onClose(webSocket, 1000, "bye");
        session.onError(webSocket, new IOException("reset"));
        assertThat(told).containsExactly("close 1000 bye", "aborts");
    }

    @Test
    void aConnectionThatEndsWithoutACloseFrameIsNotClosedInOrder() {
        session.open(webSocket);
        told.clear();
        CompletionStage<?> answer = session.onClose(webSocket, 1006, "");
        assertThat(told).containsExactly("aborts", "close 1006 ");
        assertThat(answer.toCompletableFuture())
                .as("with which the JDK would send 1000")
                .isNotDone();
    }

    @Test
    void aCodeThatTheJdkRefusesGoesOutAsOneOfOurOwn() {
        session.open(webSocket);
        told.clear();
        session.close(reason(1002, "not a frame"));
        assertThat(told).containsExactly("sends 4002 not a frame");
    }

    @Test
    void aPeerThatDoesNotAnswerACloseIsGivenUp() {
        session.open(webSocket);
        told.clear();
        session.close(reason(1000, "bye"));
        scheduler.advance(Duration.ofSeconds(9));
        assertThat(told).containsExactly("sends 1000 bye");
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(told).containsExactly("sends 1000 bye", "aborts", "close 1000 bye");
    }

    @Test
    void aPeerThatAnswersACloseIsNotGivenUp() {
        session.open(webSocket);
        session.close(reason(1000, "bye"));
        session.onClose(webSocket, 1000, "bye");
        told.clear();
        scheduler.advance(Duration.ofSeconds(60));
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsSentOrComesPutsTheEndOfAnIdleSessionOff() throws Exception {
        session.open(webSocket);
        session.setMaxIdleTimeout(1000);
        scheduler.advance(Duration.ofMillis(900));
        session.onBinary(webSocket, ByteBuffer.allocate(1), true);
        scheduler.advance(Duration.ofMillis(900));
        session.getBasicRemote().sendText("still here");
        told.clear();
        scheduler.advance(Duration.ofMillis(999));
        assertThat(told).isEmpty();
        scheduler.advance(Duration.ofMillis(1));
        assertThat(told).containsExactly("sends 1001 Idle for 1000 ms");
    }
}
