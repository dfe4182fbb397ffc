package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.TransferException;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.TestBuffers;
import org.lighterage.transfer.VirtualScheduler;

/** Messages of plain peers that are read while they come. */
class PlainInboundTest {

    /** Keeps what it is told. */
    private final class Kept implements PlainInbound.Sink {

        @Override
        public Delivery delivery(boolean text) {
            return delivery;
        }

        @Override
        public boolean isStreaming(boolean text) {
            return streaming;
        }

        @Override
        public void deliver(ReceivedMessage message) {
            told.add("whole " + message.length());
            message.release();
        }

        @Override
        public void awaitTurn() {
            told.add("turn");
        }

        @Override
        public void deliverStreaming(ReceivedMessage message) {
            told.add("streaming " + message.length());
            read = message;
        }

        @Override
        public void deliverPart(PartialDelivery<?> delivery, Object part, boolean last) {
            told.add("part " + part);
        }

        @Override
        public void fail(Throwable cause) {
            told.add("fail " + cause.getMessage());
        }

        @Override
        public void close(int closeCode, String reason) {
            told.add("close " + closeCode + " " + reason);
        }
    }

    @TempDir
    private Path directory;

    private final VirtualScheduler time = new VirtualScheduler();
    private final BufferBudget budget = new BufferBudget(1000, 0);
    private final List<String> told = new ArrayList<>();
    private boolean streaming = true;
    private Delivery delivery;
    private ReceivedMessage read;
    private PlainInbound inbound;

    @BeforeEach
    void setUp() {
        SpillDirectory spill = new SpillDirectory(directory);
        inbound = new PlainInbound(
                100, 5000, new TestBuffers(budget, spill, 5000), new Kept(), time, Duration.ofSeconds(60), null);
    }

    @AfterEach
    void nothingIsLeft() {
        inbound.close(new IOException("over"));
        if (read != null) {
            read.release();
        }
        assertThat(budget.usedMemory()).isZero();
        assertThat(time.waiting()).isZero();
    }

    private void assertFails(TransferException.Code code, String reason) throws IOException {
        InputStream stream = MessageStreams.bytes(read);
        assertFails(stream::read, code, reason);
        assertFails(() -> stream.read(new byte[9]), code, reason);
        assertFails(() -> stream.skip(1), code, reason);
        assertFails(stream::available, code, reason);
        assertFails(() -> stream.transferTo(OutputStream.nullOutputStream()), code, reason);
    }

    private static void assertFails(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, TransferException.Code code, String reason) {
        assertThatThrownBy(call)
                .hasMessageContaining(reason)
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.getCode()).isEqualTo(code));
    }

    @Test
    void aMessageIsDeliveredOnceWithItsFirstPiece() throws IOException {
        inbound.receiveText("one", false);
        inbound.receiveText("two", false);
        Reader reader = MessageStreams.characters(read);
        inbound.receiveText("three", true);
        assertThat(told).containsExactly("turn", "streaming 3");
        char[] chars = new char[20];
        assertThat(reader.read(chars)).isEqualTo(11);
        assertThat(new String(chars, 0, 11)).isEqualTo("onetwothree");
        assertThat(reader.read()).isNegative();
        assertThat(time.waiting()).isZero();
        inbound.receiveText("whole", true);
        assertThat(told).endsWith("whole 5");
    }

    @Test
    void aMessageIsDeliveredAsSoonAsTheApplicationWantsToReadIt() {
        streaming = false;
        inbound.receiveBinary(ByteBuffer.allocate(10), false);
        streaming = true;
        inbound.receiveBinary(ByteBuffer.allocate(10), false);
        assertThat(told).containsExactly("turn", "streaming 20");
    }

    @Test
    void aReaderIsToldOfAStallAndTheConnectionCloses() throws IOException {
        inbound.receiveBinary(ByteBuffer.allocate(10), false);
        time.advance(Duration.ofSeconds(50));
        inbound.receiveBinary(ByteBuffer.allocate(10), false);
        time.advance(Duration.ofSeconds(50));
        assertThat(told).containsExactly("turn", "streaming 10");
        time.advance(Duration.ofSeconds(30));
        assertThat(told).last().asString().startsWith("close 1008 nothing came for 60 s");
        assertFails(TransferException.Code.TIMEOUT, "receive-timeout");
        inbound.receiveBinary(ByteBuffer.allocate(10), true);
        assertThat(told).hasSize(3);
    }

    @Test
    void aReaderIsToldOfALengthOverTheMaximumAndTheConnectionCloses() throws IOException {
        inbound.receiveText("x".repeat(100), false);
        inbound.receiveText("y", false);
        assertThat(told).hasSize(3).last().asString().startsWith("close 1009 101 bytes or more");
        assertFails(TransferException.Code.TOO_LARGE, "at most 100");
    }

    @Test
    void aReaderOfCharactersIsToldAsOneOfBytesIs() throws IOException {
        inbound.receiveText("x".repeat(100), false);
        inbound.receiveText("y", false);
        assertFails(MessageStreams.characters(read)::read, TransferException.Code.TOO_LARGE, "at most 100");
    }

    @Test
    void aReaderIsToldThatThereIsNoRoomAndTheConnectionCloses() throws IOException {
        inbound.receiveBinary(ByteBuffer.allocate(900), false);
        inbound.receiveBinary(ByteBuffer.allocate(900), false);
        assertThat(told).hasSize(3).last().asString().startsWith("close 1013");
        assertFails(TransferException.Code.NO_CAPACITY, "disk");
    }

    @Test
    void whatNobodyReadsFailsAtTheEndpoint() {
        inbound.receiveText("x".repeat(101), false);
        assertThat(told).hasSize(2).first().asString().startsWith("fail 101 bytes or more");
        assertThat(told).last().asString().startsWith("close 1009");
    }

    @Test
    void aReaderIsToldThatTheConnectionHasEnded() throws IOException {
        inbound.receiveBinary(ByteBuffer.allocate(10), false);
        inbound.close(new IOException("The connection was closed with 1006"));
        InputStream stream = MessageStreams.bytes(read);
        assertThatThrownBy(stream::read)
                .isNotInstanceOf(TransferException.class)
                .hasMessageContaining("closed with 1006");
        assertThat(told).hasSize(2);
    }

    @Test
    void whatAnOutputFailsWithIsNotTakenForTheMessages() throws IOException {
        inbound.receiveBinary(ByteBuffer.allocate(10), false);
        TransferException own = new TransferException(TransferException.Code.CANCELLED, "own", null);
        OutputStream failing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw own;
            }
        };
        assertThatThrownBy(() -> MessageStreams.bytes(read).transferTo(failing)).isSameAs(own);
    }

    @Test
    void aMessageIsPutTogetherToItsEndThoughItsHandlerIsReplacedByOneOfParts() {
        streaming = false;
        inbound.receiveText("one", false);
        delivery = MessageForm.partial(String.class, true).delivery(null, (payload, last) -> {});
        inbound.receiveText("two", true);
        inbound.receiveText("three", true);
        delivery = null;
        inbound.receiveText("four", false);
        inbound.receiveText("five", true);
        assertThat(told).containsExactly("whole 6", "part three", "whole 8");
    }
}
