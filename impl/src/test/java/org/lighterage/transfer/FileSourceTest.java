package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.wire.Frame;
import org.lighterage.wire.OutcomeCode;

class FileSourceTest {

    @TempDir
    Path directory;

    private Path file(int length) throws IOException {
        return Files.write(directory.resolve("file"), Frames.bytes(length));
    }

    @Test
    void bytesAreReadByPositionAsOftenAsNeeded() throws IOException {
        FileSource source = new FileSource(file(1000));
        assertThat(source.length()).isEqualTo(1000);
        for (int offset : new int[] {500, 0, 999}) {
            ByteBuffer target = ByteBuffer.allocate(100);
            int count = source.read(offset, target);
            assertThat(count).isEqualTo(Math.min(100, 1000 - offset)).isEqualTo(target.position());
            assertThat(Arrays.copyOf(target.array(), count))
                    .isEqualTo(Arrays.copyOfRange(Frames.bytes(1000), offset, offset + count));
        }
        assertThat(source.read(1000, ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(source.endsAt(1000)).isTrue();
        source.close();
    }

    @Test
    void aFileThatGrowsIsSentAsLongAsItWas() throws IOException {
        Path path = file(40_000);
        LoneEngine engine = LoneEngine.client(options()).open();
        engine.send(false, new FileSource(path), Map.of());
        Files.write(path, new byte[100], StandardOpenOption.APPEND);
        List<Frame> sent = engine.sent();
        assertThat(((Frame.End) sent.get(1)).crc()).isEqualTo(Frames.crc(Frames.bytes(40_000)));
    }

    @Test
    void aFileThatShrinksIsAbortedAndTheSessionGoesOn() throws IOException {
        Path path = file(100_000);
        LoneEngine engine = LoneEngine.client(options()).open();
        OutgoingMessage message = engine.send(false, new FileSource(path), Map.of());
        OutgoingMessage next = engine.sendBinary(3);
        engine.poll();
        engine.frameSent();
        Files.write(path, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
        List<Frame> sent = engine.sent();
        assertThat(sent.get(0)).isInstanceOfSatisfying(Frame.Abort.class, abort -> {
            assertThat(abort.code()).isEqualTo(OutcomeCode.FAILED);
            assertThat(abort.reason()).doesNotContain(path.toString());
        });
        assertThat(Frames.failure(message)).hasMessageContaining("must not shrink");
        assertThat(Frames.isDone(next)).isTrue();
    }

    @Test
    void aThreadThatWasInterruptedReadsAndStaysInterrupted() throws IOException {
        FileSource source = new FileSource(file(1000));
        Thread.currentThread().interrupt();
        assertThat(source.read(0, ByteBuffer.allocate(100))).isEqualTo(100);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(source.read(100, ByteBuffer.allocate(100))).isEqualTo(100);
        source.close();
    }

    @Test
    void anEmptyFileIsAnEmptyMessage() throws IOException {
        LoneEngine engine = LoneEngine.client(options()).open();
        engine.send(false, new FileSource(file(0)), Map.of());
        assertThat(engine.sent()).containsExactly(Frames.binary(0));
    }
}
