package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.TransferException;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.transfer.OutgoingMessage;
import org.lighterage.transfer.PlainAssembler;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.Source;
import org.lighterage.transfer.TestBuffers;

/** What is sent without an encoder, and what encoders write while it is sent. */
class ObjectSendsTest {

    @TempDir
    private Path directory;

    private final BufferBudget budget = new BufferBudget(1 << 20, 1 << 20);
    private final KeptOutbound outbound = new KeptOutbound();
    private Resources resources;
    private ObjectSends objects;

    @BeforeEach
    void setUp() {
        resources = Resources.withThreads(null, 1, budget, new SpillDirectory(directory));
        Sends sends = new Sends(outbound, true, EndpointSettings.DEFAULTS, resources, SendLimit.NONE);
        objects = new ObjectSends(
                sends, new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null), Runnable::run);
    }

    @AfterEach
    void tearDown() {
        resources.close();
        assertThat(budget.usedMemory()).isZero();
        assertThat(budget.usedDisk()).isZero();
    }

    private OutgoingMessage send(Object object) throws IOException, EncodeException {
        objects.sendLater(object, OutgoingMessage::completion);
        return outbound.messages().get(outbound.messages().size() - 1);
    }

    private static byte[] content(OutgoingMessage message) throws IOException {
        Source source = message.source();
        ByteBuffer content = ByteBuffer.allocate((int) source.length());
        assertThat(source.read(0, content)).isEqualTo(content.capacity());
        return content.array();
    }

    @Test
    void byteArraysAndBuffersGoAsBinaryMessages() throws Exception {
        byte[] bytes = {1, 2, 3};
        OutgoingMessage array = send(bytes);
        assertThat(array.isText()).isFalse();
        assertThat(content(array)).isEqualTo(bytes);
        OutgoingMessage buffer = send(ByteBuffer.wrap(bytes, 1, 2));
        assertThat(buffer.isText()).isFalse();
        assertThat(content(buffer)).containsExactly(2, 3);
    }

    @Test
    void textsAndPrimitivesGoAsText() throws Exception {
        assertThat(send("é").isText()).isTrue();
        assertThat(content(send(42))).isEqualTo("42".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anythingElseNeedsAnEncoder() {
        assertThatThrownBy(() -> send(new Object()))
                .isInstanceOf(EncodeException.class)
                .hasMessageContaining("No encoder takes objects of java.lang.Object");
    }

    /** Has no end but that of its message. */
    public static final class Endless implements Encoder.TextStream<Thread> {

        @Override
        public void encode(Thread object, Writer writer) throws IOException {
            while (true) {
                writer.write("more");
            }
        }
    }

    @Test
    void rule27_theTimeOfWhatAnEncoderOfStreamsWritesIsLimitedToo() throws Exception {
        CoderModels models =
                CoderModels.of(List.of(Endless.class), List.of(), type -> new IllegalStateException(type.getName()));
        Sends sends = new Sends(outbound, true, EndpointSettings.DEFAULTS, resources, SendLimit.NONE);
        ObjectSends encoding =
                new ObjectSends(sends, new SessionCoders(models, InstanceFactory.byConstructor(), null), Runnable::run);
        BlockingQueue<OutgoingMessage> limited = new LinkedBlockingQueue<>();
        CompletionStage<Void> sent = encoding.sendLater(Thread.currentThread(), message -> {
            limited.add(message);
            return message.completion();
        });
        OutgoingMessage begun = limited.poll(1, TimeUnit.MINUTES);
        assertThat(begun).isNotNull();
        sends.expire(begun, "too late");
        assertThatThrownBy(() -> sent.toCompletableFuture().get(1, TimeUnit.MINUTES))
                .cause()
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.getCode()).isEqualTo(TransferException.Code.TIMEOUT))
                .hasMessage("too late");
        assertThat(limited).isEmpty();
    }

    @Test
    void whatWasToldToASenderOnceIsToldToTheNextAsItIs() {
        TransferException told = new TransferException(TransferException.Code.TIMEOUT, "too late", null);
        assertThat(Sends.asApplicationException(told))
                .isNotSameAs(told)
                .hasCause(told)
                .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.getCode())
                        .isEqualTo(TransferException.Code.TIMEOUT));
    }

    /** A message that came, in memory up to so many bytes and beyond them in a file. */
    private ReceivedMessage received(byte[] bytes, int memoryThreshold) throws IOException {
        SpillDirectory spill = new SpillDirectory(directory);
        PlainAssembler assembler = new PlainAssembler(1 << 20, new TestBuffers(budget, spill, memoryThreshold));
        assembler.binary(ByteBuffer.wrap(bytes, 0, 1), false);
        return assembler.binary(ByteBuffer.wrap(bytes, 1, bytes.length - 1), true);
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aMessageThatCameGoesAsItIsFromWhereItsBytesWait() throws Exception {
        byte[] bytes = randomBytes(300_000);
        for (int memoryThreshold : new int[] {1 << 20, 0}) {
            ReceivedMessage message = received(bytes, memoryThreshold);
            OutgoingMessage sent = send(new DeliveredMessage(message));
            assertThat(sent.isText()).isFalse();
            assertThat(sent.length()).isEqualTo(300_000);
            // The callback is over.
            message.release();
            assertThat(content(sent)).isEqualTo(bytes);
            Source source = sent.source();
            ByteBuffer part = ByteBuffer.allocate(100);
            assertThat(source.read(299_950, part)).isEqualTo(50);
            assertThat(Arrays.copyOf(part.array(), 50)).isEqualTo(Arrays.copyOfRange(bytes, 299_950, 300_000));
            assertThat(source.endsAt(299_999)).isFalse();
            assertThat(source.endsAt(300_000)).isTrue();
            assertThat(source.read(300_000, part)).isEqualTo(-1);
            assertThat(budget.usedMemory() + budget.usedDisk()).isPositive();
            sent.complete();
            assertThat(budget.usedMemory() + budget.usedDisk()).isZero();
        }
    }

    @Test
    void aMessageThatCouldNotBeSentIsLetGo() throws Exception {
        ReceivedMessage message = received(new byte[100], 0);
        OutgoingMessage sent = send(new DeliveredMessage(message));
        message.release();
        assertThat(budget.usedDisk()).isEqualTo(100);
        sent.fail(new IOException("lost"));
        assertThat(budget.usedDisk()).isZero();
    }

    @Test
    void aMessageInAFileIsReadOnAThreadThatWasInterrupted() throws Exception {
        byte[] bytes = randomBytes(1000);
        ReceivedMessage message = received(bytes, 0);
        OutgoingMessage sent = send(new DeliveredMessage(message));
        Thread.currentThread().interrupt();
        byte[] content = content(sent);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(content).isEqualTo(bytes);
        sent.complete();
        message.release();
    }

    @Test
    void aShortTextThatCameGoesAsText() throws Exception {
        PlainAssembler assembler = new PlainAssembler(100, null);
        OutgoingMessage sent = send(new DeliveredMessage(assembler.text("é", true)));
        assertThat(sent.isText()).isTrue();
        assertThat(content(sent)).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMessageThatIsNoLongerThereCannotBeSent() throws Exception {
        ReceivedMessage message = received(new byte[10], 0);
        message.release();
        assertThatThrownBy(() -> send(new DeliveredMessage(message)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keep");
        assertThat(outbound.messages()).isEmpty();
    }
}
