package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.glassfish.tyrus.client.ClientManager;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.TransferException;
import org.lighterage.client.LighterageClient;

/** Messages that are refused, and what that does to the connection. */
@RunAsClient
public class RejectionScenario extends Scenario {

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    private static final int TOO_LONG = 200 * 1024;

    @Test
    void aMessageTooLargeFailsItsSenderAndTheConnectionGoesOn() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("limited"))) {
            assertThatThrownBy(() -> session.getBasicRemote().sendBinary(ByteBuffer.allocate(TOO_LONG)))
                    .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                            .isEqualTo(TransferException.Code.TOO_LARGE))
                    .hasMessageContaining("204800")
                    .hasMessageContaining("102400")
                    .hasMessageContaining("max-message-size");
            goesOn(session, recorder);
        }
    }

    @Test
    void aStreamThatGrowsTooLargeIsRejectedByTheServer() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("limited"))) {
            CompletableFuture<Void> delivered = session.send(new ByteArrayInputStream(new byte[TOO_LONG]))
                    .delivered()
                    .toCompletableFuture();
            assertThatThrownBy(() -> get(delivered)).isInstanceOf(TransferException.class);
            goesOn(session, recorder);
        }
    }

    @Test
    void anAbortedMessageLeavesNothingBehind() throws Exception {
        Recorder recorder = new Recorder();
        try (LighterageClient client = newClient();
                LighterageSession session = (LighterageSession) recorder.connect(client, endpoint("bytes"))) {
            var transfer = session.send(ByteBuffer.allocate(100_000_000));
            transfer.abort("changed my mind");
            assertThatThrownBy(() -> get(transfer.delivered().toCompletableFuture()))
                    .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                            .isEqualTo(TransferException.Code.CANCELLED));
            goesOn(session, recorder);
        }
    }

    private static void goesOn(Session session, Recorder recorder) throws Exception {
        byte[] bytes = Samples.bytes(90_000);
        session.getBasicRemote().sendBinary(ByteBuffer.wrap(bytes));
        assertThat(recorder.nextBytes()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(recorder.isEmpty()).isTrue();
    }

    @Test
    void aPlainPeersMessageTooLargeClosesWith1009() throws Exception {
        Recorder recorder = new Recorder();
        try (Session session = recorder.connect(ClientManager.createClient(), endpoint("limited"))) {
            session.getAsyncRemote().sendBinary(ByteBuffer.allocate(TOO_LONG));
            CloseReason reason = get(recorder.closed());
            assertThat(reason.getCloseCode().getCode()).isEqualTo(1009);
            assertThat(reason.getReasonPhrase()).contains("102400");
        }
    }
}
