package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.TransferException;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.OutgoingMessage;

class SendsTest {

    @TempDir
    private Path directory;

    private final KeptOutbound outbound = new KeptOutbound();
    private Resources resources;
    private Sends sends;

    @BeforeEach
    void setUp() {
        resources = Resources.withThreads(null, 1, new BufferBudget(0, 0), new SpillDirectory(directory));
        EndpointSettings settings = EndpointSettings.readOfClient(
                new Configuration(List.of()), "Test", Map.of("send-queue", "100B", "chunk-size", "1KiB")::get);
        sends = new Sends(outbound, true, settings, resources, new SendLimit(settings.sendQueue()));
    }

    @AfterEach
    void tearDown() {
        resources.close();
    }

    @Test
    void aShortMessageIsCopiedAndTheBufferIsTheApplicationsAgain() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3});
        OutgoingMessage message = sends.binary(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        bytes.put(0, (byte) 9);
        ByteBuffer sent = ByteBuffer.allocate(3);
        assertThat(readFrom(message, sent)).isEqualTo(3);
        assertThat(sent.array()).containsExactly(1, 2, 3);
    }

    private static int readFrom(OutgoingMessage message, ByteBuffer target) {
        try {
            return message.source().read(0, target);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shortMessagesBeyondTheQueueFailAtOnceAndSayWhatToDo() {
        sends.binary(ByteBuffer.allocate(60));
        OutgoingMessage refused = sends.text("x".repeat(41));
        assertThat(outbound.messages()).hasSize(1);
        assertThatThrownBy(() -> sends.await(refused))
                .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                        .isEqualTo(TransferException.Code.NO_CAPACITY))
                .hasMessageContaining("Over 100 bytes")
                .hasMessageContaining("lighterage.send-queue");
    }

    @Test
    void whatWasSentMakesRoom() {
        sends.binary(ByteBuffer.allocate(60));
        outbound.messages().get(0).complete();
        sends.binary(ByteBuffer.allocate(100));
        assertThat(outbound.messages()).hasSize(2);
    }

    @Test
    void oneMessageMayAlwaysWaitAndLongOnesTakeNoPlace() {
        sends.binary(ByteBuffer.allocate(500));
        sends.binary(ByteBuffer.allocate(5_000));
        assertThat(outbound.messages()).hasSize(2);
    }
}
