package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lighterage.transfer.TestOptions.options;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.wire.Frame;

/** Where short messages wait that an application is slow to take. */
class WaitingFramesTest {

    private static final int WINDOW = 4 << 20;
    private static final int MESSAGES = 4000;
    private static final int LENGTH = 1000;

    /** Bytes that may be in memory and counted nowhere: of messages, of the first block and the last. */
    private static final int UNCOUNTED = 3 * 64 * 1024;

    @TempDir
    Path parent;

    private SpillDirectory directory;

    @BeforeEach
    void makeDirectory() {
        directory = new SpillDirectory(parent);
    }

    @AfterEach
    void closeDirectory() {
        directory.close();
    }

    private LoneEngine receiving(long memory, long disk) {
        return receiving(options().window(WINDOW).resume(60), memory, disk);
    }

    private LoneEngine receiving(TestOptions options, long memory, long disk) {
        return LoneEngine.server(options, new BufferBudget(memory, disk), directory)
                .open(LoneEngine.KEEPING);
    }

    private static String message(int number) {
        return String.format("%0" + LENGTH + "d", number);
    }

    private static void receive(LoneEngine engine, int from, int to) {
        for (int number = from; number < to; number++) {
            engine.receive(Frames.text(message(number)));
        }
    }

    private static void requireTaken(LoneEngine engine, int from, int to) {
        for (int number = from; number < to; number++) {
            assertThat(engine.takeText()).isEqualTo(message(number));
        }
    }

    private static void requireNothingKept(LoneEngine engine) {
        assertThat(engine.budget.usedMemory()).isZero();
        assertThat(engine.budget.usedDisk()).isZero();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(parent)) {
            return all.filter(file -> file.toString().endsWith(".bin")).toList();
        }
    }

    @Test
    void countAgainstTheMemoryOfMessages() {
        LoneEngine engine = receiving(64 << 20, 0);
        receive(engine, 0, MESSAGES);
        assertThat(engine.budget.usedMemory()).isBetween(MESSAGES * LENGTH - UNCOUNTED + 0L, WINDOW * 5 / 4 + 0L);
        requireTaken(engine, 0, MESSAGES);
        requireNothingKept(engine);
    }

    @Test
    void areInFilesBeyondIt() throws IOException {
        LoneEngine engine = receiving(100_000, 64 << 20);
        receive(engine, 0, MESSAGES);
        assertThat(engine.budget.usedMemory() + engine.budget.usedDisk())
                .isBetween(MESSAGES * LENGTH - UNCOUNTED + 0L, WINDOW + 0L);
        assertThat(files()).isNotEmpty();
        requireTaken(engine, 0, MESSAGES);
        requireNothingKept(engine);
        assertThat(files()).isEmpty();
    }

    @Test
    void areInMemoryAllTheSameWhereThereIsRoomNowhere() {
        LoneEngine engine = receiving(0, 0);
        receive(engine, 0, MESSAGES);
        requireNothingKept(engine);
        requireTaken(engine, 0, MESSAGES);
        assertThat(engine.takeText()).isNull();
        assertThat(engine.closeCode).isZero();
    }

    @Test
    void costTheConnectionWhereThereIsRoomNowhereAndTheyAreTooMany() {
        LoneEngine engine = receiving(options().window(64 << 20).resume(60), 0, 0);
        int sent = receiveUntilClosed(engine);
        assertThat(engine.closeCode).isEqualTo(1011);
        assertThat(engine.closeReason)
                .isEqualTo("no-capacity: over 4194304 bytes wait here, and total-memory and total-disk are used up");
        assertThat((long) sent * LENGTH).isBetween(4L << 20, 5L << 20);
        assertThat(engine.told).containsOnlyOnce("detached 1011");

        int processed = comeBack(engine);
        int half = (processed + sent) / 2;
        receive(engine, processed, half);
        requireTaken(engine, 0, half);
        receive(engine, half, sent);
        requireTaken(engine, half, sent);
        assertThat(engine.takeText()).isNull();
        requireNothingKept(engine);
    }

    @Test
    void endASessionThatIsNotResumedWhereThereIsRoomNowhereAndTheyAreTooMany() {
        LoneEngine engine = receiving(options().window(64 << 20), 0, 0);
        receiveUntilClosed(engine);
        assertThat(engine.closeCode).isEqualTo(1011);
        assertThat(engine.engine.isClosed()).isTrue();
    }

    @Test
    void areAsManyAsTheWindowHasAgainOnceSomeAreTaken() {
        LoneEngine engine = receiving(options().window(64 << 20).resume(60), 0, 0);
        int behind = 4000;
        receive(engine, 0, behind);
        for (int number = 0; number < 3 * behind; number++) {
            requireTaken(engine, number, number + 1);
            engine.sent();
            receive(engine, number + behind, number + behind + 1);
        }
        assertThat(engine.closeCode).isZero();
    }

    /** Returns how many messages were sent. */
    private static int receiveUntilClosed(LoneEngine engine) {
        int sent = 0;
        while (engine.closeCode == 0) {
            receive(engine, sent, ++sent);
        }
        return sent;
    }

    /** Returns how many frames the server says that it has processed. */
    private static int comeBack(LoneEngine engine) {
        byte[] token = engine.valid.iterator().next().bytes();
        assertThat(engine.resume(new Frame.Hello(false, token, 0, LoneEngine.KEEPING)))
                .isTrue();
        Frame.Hello answer = (Frame.Hello) engine.sent().get(0);
        assertThat(answer.resumed()).isTrue();
        return (int) answer.received();
    }

    @Test
    void takeNoMoreOfTheDiskHoweverLongTheApplicationIsBehind() {
        LoneEngine engine = receiving(0, 64 << 20);
        // Less than half of WINDOW, which is what may not have been acknowledged.
        int behind = 2000;
        int last = 20_000;
        receive(engine, 0, behind);
        for (int number = 0; number < last; number++) {
            requireTaken(engine, number, number + 1);
            engine.sent();
            receive(engine, number + behind, number + behind + 1);
            assertThat(engine.budget.usedDisk()).isBetween(1L, WINDOW + 0L);
        }
        requireTaken(engine, last, last + behind);
        assertThat(engine.closeCode).isZero();
        requireNothingKept(engine);
    }

    @Test
    void leaveNothingBehindWhereTheSessionEnds() throws IOException {
        LoneEngine engine = receiving(100_000, 64 << 20);
        receive(engine, 0, MESSAGES);
        engine.engine.end("enough");
        assertThat(engine.budget.usedDisk()).isZero();
        assertThat(files()).isEmpty();
        while (engine.takeText() != null) {
            // What was processed is still the application's.
        }
        requireNothingKept(engine);
    }

    @Test
    void leaveNothingBehindWhereTheConnectionIsLost() throws IOException {
        LoneEngine engine = receiving(100_000, 64 << 20);
        receive(engine, 0, MESSAGES);
        engine.lose();
        assertThat(engine.budget.usedDisk()).isZero();
        assertThat(files()).isEmpty();
    }

    @Test
    void costTheConnectionWhereTheirFileCannotBeReadAgain() throws IOException {
        LoneEngine engine = receiving(0, 64 << 20);
        receive(engine, 0, MESSAGES);
        truncateFiles();
        int taken = takeUntilClosed(engine);
        assertThat(engine.closeCode).isEqualTo(1011);
        assertThat(engine.closeReason).startsWith("buffer-failed");
        assertThat(engine.budget.usedDisk()).isZero();

        int processed = comeBack(engine);
        receive(engine, processed, MESSAGES);
        requireTaken(engine, taken, MESSAGES);
        assertThat(engine.takeText()).isNull();
        requireNothingKept(engine);
    }

    @Test
    void endASessionThatIsNotResumedOnceWhereTheirFileCannotBeReadAgain() throws IOException {
        LoneEngine engine = receiving(options().window(WINDOW), 0, 64 << 20);
        receive(engine, 0, MESSAGES);
        truncateFiles();
        takeUntilClosed(engine);
        assertThat(engine.engine.isClosed()).isTrue();
        assertThat(engine.takeText()).isNotNull();
        assertThat(engine.told).containsOnlyOnce("close");
    }

    private void truncateFiles() throws IOException {
        for (Path file : files()) {
            FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
        }
    }

    /** Returns how many messages were taken. */
    private static int takeUntilClosed(LoneEngine engine) {
        int taken = 0;
        while (engine.closeCode == 0) {
            requireTaken(engine, taken, ++taken);
        }
        return taken;
    }
}
