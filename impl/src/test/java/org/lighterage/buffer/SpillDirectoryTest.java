package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpillDirectoryTest {

    @TempDir
    Path parent;

    private List<Path> entries(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static MessageBuffer spilled(SpillDirectory directory) throws IOException {
        MessageBuffer buffer = new MessageBuffer(new BufferBudget(0, 10), directory, 0);
        buffer.append(ByteBuffer.wrap(new byte[10]));
        return buffer;
    }

    @Test
    void itIsMadeWithTheFirstFileAndDeletedOnClose() throws IOException {
        Path missing = parent.resolve("not/there");
        SpillDirectory directory = new SpillDirectory(missing);
        assertThat(missing).doesNotExist();
        MessageBuffer buffer = spilled(directory);
        assertThat(entries(".bin")).hasSize(1);
        directory.close();
        directory.close();
        assertThat(missing).isEmptyDirectory();
        buffer.release();
        assertThatThrownBy(() -> spilled(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void onlyItsOwnerMayReadWhatIsSpilled() throws IOException {
        try (SpillDirectory directory = new SpillDirectory(parent)) {
            spilled(directory);
            Path file = entries(".bin").get(0);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        }
    }

    @Test
    void applicationsOfOneProcessShareAParent() throws IOException {
        try (SpillDirectory first = new SpillDirectory(parent)) {
            MessageBuffer buffer = spilled(first);
            SpillDirectory second = new SpillDirectory(parent);
            spilled(second);
            assertThat(entries(".bin")).hasSize(2);
            second.close();
            assertThat(entries(".bin")).hasSize(1);
            buffer.complete();
            assertEquals(10, buffer.toByteArray().length);
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatACrashedProcessLeftIsDeletedAtTheNextStart() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpillingProcess.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals('.', process.getInputStream().read());
            new SpillDirectory(parent).close();
            assertThat(entries(".bin")).as("while it lives").hasSize(1);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        new SpillDirectory(parent).close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatIsNotOursIsLeftAlone() throws IOException {
        Files.createFile(parent.resolve("other.lock"));
        Files.createFile(parent.resolve("lighterage-notes.txt"));
        new SpillDirectory(parent).close();
        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("other.lock", "lighterage-notes.txt");
    }
}
