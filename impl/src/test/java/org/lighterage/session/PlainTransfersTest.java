package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.RemoteEndpoint;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.transfer.BytesSource;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Source;
import org.lighterage.transfer.TestBuffers;
import org.lighterage.transfer.TextSource;
import org.lighterage.transfer.TransferRecorder;
import org.lighterage.transfer.VirtualScheduler;

/** What is told of the transfers of a plain peer. */
class PlainTransfersTest {

    @TempDir
    private Path directory;

    private final TransferRecorder transfers = new TransferRecorder();
    private final BufferBudget budget = new BufferBudget(1000, 0);
    private final List<String> closed = new ArrayList<>();
    private boolean streaming;
    private Delivery delivery = message -> {};

    @AfterEach
    void nothingIsLeftInTheBudget() {
        assertThat(budget.usedMemory()).isZero();
    }

    private PlainInbound inbound(long maxMessage) {
        SpillDirectory spill = new SpillDirectory(directory);
        PlainInbound.Sink sink = new PlainInbound.Sink() {
            @Override
            public Delivery delivery(boolean text) {
                return delivery;
            }

            @Override
            public void deliver(ReceivedMessage message) {
                message.release();
            }

            @Override
            public void deliverPart(PartialDelivery<?> partial, Object part, boolean last) {}

            @Override
            public boolean isStreaming(boolean text) {
                return streaming;
            }

            @Override
            public void awaitTurn() {
                // Nothing else is read here.
            }

            @Override
            public void deliverStreaming(ReceivedMessage message) {
                message.release();
            }

            @Override
            public void fail(Throwable cause) {
                // What the application is told is not looked at here.
            }

            @Override
            public void close(int closeCode, String reason) {
                closed.add(String.valueOf(closeCode));
            }
        };
        return new PlainInbound(
                maxMessage,
                maxMessage,
                new TestBuffers(budget, spill, 1 << 20),
                sink,
                new VirtualScheduler(),
                Duration.ofSeconds(60),
                transfers);
    }

    private void assertTold(String... told) {
        assertThat(transfers.told()).containsExactly(told);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count);
    }

    // ---- incoming

    @Test
    void aMessageInPiecesIsATransferAndOneInOnePieceIsNot() {
        PlainInbound inbound = inbound(100);
        inbound.receiveText("whole", true);
        inbound.receiveBinary(bytes(5), true);
        assertTold();
        inbound.receiveText("é", false);
        inbound.receiveText("😀", true);
        assertTold("1 incoming text -1 {}", "1 progressed 2", "1 progressed 6", "1 completed");
        inbound.receiveBinary(bytes(3), false);
        inbound.receiveBinary(bytes(4), true);
        assertTold("2 incoming binary -1 {}", "2 progressed 3", "2 progressed 7", "2 completed");
    }

    @Test
    void aMessageThatGrowsTooLargeFails() {
        PlainInbound inbound = inbound(5);
        inbound.receiveBinary(bytes(5), false);
        inbound.receiveBinary(bytes(1), false);
        assertThat(transfers.told())
                .startsWith("1 incoming binary -1 {}", "1 progressed 5")
                .last()
                .asString()
                .startsWith("1 failed TOO_LARGE The message was rejected with TOO_LARGE: 6 bytes or more");
        assertThat(closed).containsExactly("1009");
        inbound.receiveBinary(bytes(1), false);
        inbound.close(new IOException("closed"));
        assertTold();
    }

    @Test
    void aMessageWhoseFirstPieceIsTooLargeFails() {
        inbound(5).receiveText("123456", false);
        assertThat(transfers.told())
                .startsWith("1 incoming text -1 {}")
                .last()
                .asString()
                .startsWith("1 failed TOO_LARGE");
    }

    @Test
    void aMessageWithoutRoomFails() {
        inbound(10_000).receiveBinary(bytes(1001), false);
        assertThat(transfers.told()).last().asString().startsWith("1 failed NO_CAPACITY");
        assertThat(closed).containsExactly("1013");
    }

    @Test
    void messagesThatTheEndOfTheConnectionBreaksFail() {
        PlainInbound inbound = inbound(100);
        inbound.receiveText("a", false);
        inbound.receiveBinary(bytes(1), false);
        transfers.told();
        inbound.close(new IOException("closed"));
        assertTold("1 failed closed", "2 failed closed");
        inbound.receiveText("b", true);
        assertTold();
    }

    @Test
    void aMessageThatIsGivenInPartsIsATransferToo() {
        delivery = new PartialTextDelivery((part, last) -> {});
        PlainInbound inbound = inbound(5);
        inbound.receiveText("whole", true);
        assertTold();
        inbound.receiveText("€\ud83d", false);
        inbound.receiveText("", false);
        inbound.receiveText("\ude00", false);
        inbound.receiveText("longer than is accepted whole", true);
        assertThat(transfers.told())
                .containsExactly(
                        "1 incoming text -1 {}",
                        "1 progressed 6",
                        "1 progressed 6",
                        "1 progressed 7",
                        "1 progressed 36",
                        "1 completed");
        delivery = new PartialBytesDelivery((part, last) -> {});
        inbound.receiveBinary(bytes(3), false);
        inbound.receiveBinary(bytes(4), true);
        assertTold("2 incoming binary -1 {}", "2 progressed 3", "2 progressed 7", "2 completed");
        inbound.receiveText("a", false);
        assertTold("3 incoming text -1 {}", "3 progressed 1");
    }

    // ---- outgoing

    private void send(boolean text, Source source) throws IOException {
        RemoteEndpoint.Basic remote = (RemoteEndpoint.Basic) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RemoteEndpoint.Basic.class},
                (proxy, method, sent) -> null);
        OutgoingMessage message = new OutgoingMessage(text, source, Map.of(), bytes -> {});
        new PlainParts(remote, message, 12, transfers).send();
        message.complete();
    }

    @Test
    void whatGoesOutInPartsIsATransferAndInOnePartIsNot() throws IOException {
        send(true, new TextSource("abcd"));
        send(false, new BytesSource(bytes(12)));
        send(true, new BytesSource(bytes(12)));
        assertTold();
        send(true, new TextSource("é€😀abc"));
        assertTold("1 outgoing text 12 {}", "1 progressed 9", "1 progressed 12", "1 completed");
        send(false, new BytesSource(bytes(13)));
        assertTold("2 outgoing binary 13 {}", "2 progressed 12", "2 progressed 13", "2 completed");
        send(true, new BytesSource(ByteBuffer.wrap("éééééé€".getBytes(StandardCharsets.UTF_8))));
        assertTold("3 outgoing text 15 {}", "3 progressed 12", "3 progressed 15", "3 completed");
    }

    @Test
    void aMessageThatIsReadWhileItComesIsATransferLikeAnyOther() {
        streaming = true;
        PlainInbound inbound = inbound(100);
        inbound.receiveBinary(bytes(5), false);
        inbound.receiveBinary(bytes(3), true);
        assertTold("1 incoming binary -1 {}", "1 progressed 5", "1 progressed 8", "1 completed");
    }
}
