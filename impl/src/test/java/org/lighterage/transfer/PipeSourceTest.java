package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lighterage.wire.Frame;

class PipeSourceTest {

    @Test
    void bytesAreGivenAcrossWritesAndAgainUntilReleased() throws IOException {
        PipeSource pipe = new PipeSource(100);
        pipe.write(new byte[] {1, 2, 3});
        pipe.write(new byte[0]);
        pipe.write(new byte[] {4, 5});
        for (int round = 0; round < 2; round++) {
            ByteBuffer target = ByteBuffer.allocate(3);
            assertThat(pipe.read(1, target)).isEqualTo(3);
            assertThat(target.array()).containsExactly(2, 3, 4);
        }
        pipe.release(3);
        assertThat(pipe.read(3, ByteBuffer.allocate(9))).isEqualTo(2);
        assertThat(pipe.read(5, ByteBuffer.allocate(9))).isZero();
        pipe.end();
        assertThat(pipe.endsAt(5)).isTrue();
        assertThat(pipe.read(5, ByteBuffer.allocate(9))).isEqualTo(-1);
    }

    @Test
    void aPipeThatKeepsPartsGivesOneAtATime() throws IOException {
        PipeSource pipe = PipeSource.keepingParts(100);
        pipe.write(new byte[] {1, 2, 3});
        pipe.write(new byte[] {4, 5});
        ByteBuffer target = ByteBuffer.allocate(9);
        assertThat(pipe.read(0, target)).isEqualTo(3);
        assertThat(pipe.read(1, target.clear())).isEqualTo(2);
        assertThat(pipe.endsAt(5)).isFalse();
        pipe.writeLast(new byte[] {6});
        assertThat(pipe.read(3, target.clear())).isEqualTo(2);
        assertThat(pipe.read(5, target.clear())).isEqualTo(1);
        assertThat(pipe.endsAt(6)).isTrue();
    }

    @Test
    void anEmptyLastPartIsKeptApart() throws Exception {
        PipeSource pipe = PipeSource.keepingParts(100);
        pipe.write(new byte[] {1, 2});
        pipe.writeLast(new byte[0]);
        assertThat(pipe.read(0, ByteBuffer.allocate(10))).isEqualTo(2);
        assertThat(pipe.endsAt(2)).isFalse();
        assertThat(pipe.read(2, ByteBuffer.allocate(10))).isEqualTo(-1);
        assertThat(pipe.endsAt(2)).isTrue();
    }

    @Test
    void isReadFromAnyOffsetThatIsNotReleased() throws Exception {
        PipeSource pipe = new PipeSource(100);
        for (byte part = 0; part < 5; part++) {
            pipe.write(new byte[] {part, part, part});
        }
        ByteBuffer read = ByteBuffer.allocate(10);

        assertThat(pipe.read(0, read)).isEqualTo(10);
        assertThat(pipe.read(10, read.clear().limit(2))).isEqualTo(2);
        pipe.release(6);
        assertThat(pipe.read(6, read.clear())).isEqualTo(9);
        assertThat(read.array()).startsWith(2, 2, 2, 3, 3, 3, 4, 4, 4);
        assertThat(pipe.read(8, read.clear().limit(3))).isEqualTo(3);
        assertThat(read.array()).startsWith(2, 3, 3);
        assertThat(pipe.read(15, read.clear())).isZero();
        pipe.write(new byte[] {9});
        assertThat(pipe.read(15, read.clear())).isOne();
        assertThat(read.get(0)).isEqualTo((byte) 9);
    }

    @Test
    void aPipeWhoseCapacityGrowsHasRoomWithTheNextAcknowledgement() throws Exception {
        AtomicLong capacity = new AtomicLong(3);
        AtomicBoolean told = new AtomicBoolean();
        PipeSource pipe = new PipeSource(capacity::get);
        pipe.offer(new byte[2]);
        pipe.offer(new byte[4]);
        assertThat(pipe.hasRoom(() -> told.set(true))).isFalse();

        capacity.set(5);
        pipe.release(2);

        assertThat(told).isTrue();
    }

    @Test
    void aWriterFarAheadWaitsForTheAcknowledgements() throws Exception {
        LoneEngine engine = LoneEngine.client(options()).open();
        PipeSource pipe = new PipeSource(10);
        engine.send(false, pipe, Map.of());
        pipe.write(new byte[10]);
        CompletableFuture<Void> second = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                pipe.write(new byte[5]);
                second.complete(null);
            } catch (IOException e) {
                second.completeExceptionally(e);
            }
        });
        writer.start();
        await().until(() -> writer.getState() == Thread.State.WAITING);
        engine.sent();
        assertThat(second).isNotDone();
        engine.receive(new Frame.Ack(1));
        await().until(second::isDone);
        second.get();
        writer.join();
    }

    @Test
    void aProducerIsToldOfRoomWithoutTheLockOfTheEngine() throws Exception {
        LoneEngine engine = LoneEngine.client(options()).open();
        PipeSource pipe = new PipeSource(10);
        engine.send(false, pipe, Map.of());
        pipe.offer(new byte[10]);
        AtomicBoolean free = new AtomicBoolean();
        assertThat(pipe.hasRoom(() -> free.set(Locks.areFree(engine.engine, null))))
                .isFalse();
        engine.sent();
        engine.receive(new Frame.Ack(1));
        assertThat(free).isTrue();
        assertThat(pipe.hasRoom(() -> {})).isTrue();
    }

    @Test
    void aWriterIsReleasedWhenTheMessageIsSettled() throws Exception {
        LoneEngine engine = LoneEngine.client(options()).open();
        PipeSource pipe = new PipeSource(10);
        engine.send(false, pipe, Map.of());
        pipe.write(new byte[10]);
        AtomicInteger told = new AtomicInteger();
        pipe.hasRoom(told::incrementAndGet);
        engine.lose();
        assertThat(told).hasValue(1);
        assertThat(pipe.isClosed()).isTrue();
        assertThatThrownBy(() -> pipe.write(new byte[1])).isInstanceOf(IOException.class);
    }

    @Test
    void nothingCanBeWrittenAfterTheEnd() {
        PipeSource pipe = new PipeSource(10);
        pipe.end();
        assertThatThrownBy(() -> pipe.write(new byte[1])).isInstanceOf(IOException.class);
        pipe.fail(new IOException("too late"));
        assertThat(pipe.endsAt(0)).isTrue();
    }

    @Test
    void aFailureAbortsTheMessageAfterWhatWasWritten() {
        LoneEngine engine = LoneEngine.client(options()).open();
        PipeSource pipe = new PipeSource(10);
        OutgoingMessage message = engine.send(true, pipe, Map.of());
        Sources.offer(pipe, new byte[] {'a'});
        pipe.fail(new IOException("disk"));
        List<Frame> sent = engine.sent();
        assertThat(sent.get(0)).isEqualTo(Frames.begin(1, "a"));
        assertThat(sent.get(1)).isInstanceOf(Frame.Abort.class);
        assertThat(Frames.failure(message)).hasMessageContaining("disk");
    }

    @Test
    void aFailureBeforeTheFirstByteIsNeverSeenByThePeer() {
        LoneEngine engine = LoneEngine.client(options()).open();
        PipeSource pipe = new PipeSource(10);
        OutgoingMessage message = engine.send(true, pipe, Map.of());
        pipe.fail(new IOException("disk"));
        assertThat(engine.sent()).isEmpty();
        assertThat(Frames.failure(message)).hasMessageContaining("disk");
    }
}
