package org.lighterage.coders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCodersTest {

    private static final byte[] CONTENT = {1, 2, 3, 4};

    @TempDir
    private Path directory;

    private final class DecoderHere extends PathDecoder {

        @Override
        protected Path newFile() throws IOException {
            return Files.createTempFile(directory, "message", "");
        }
    }

    /** Yields some bytes and then fails. */
    private static InputStream failing() {
        return new SequenceInputStream(new ByteArrayInputStream(CONTENT), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("lost");
            }
        });
    }

    @Test
    void aFileIsSentAndStays() throws IOException {
        Path file = Files.write(directory.resolve("file"), CONTENT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PathEncoder().encode(file, out);
        assertThat(out.toByteArray()).isEqualTo(CONTENT);
        assertThat(file).exists();
    }

    @Test
    void aFileThatIsNotThereFails() {
        assertThatThrownBy(() -> new PathEncoder().encode(directory.resolve("none"), OutputStream.nullOutputStream()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aMessageBecomesAFileThatIsTheApplications() throws IOException {
        Path file = new PathDecoder().decode(new ByteArrayInputStream(CONTENT));
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(new PathDecoder().decode(new ByteArrayInputStream(CONTENT))).isNotEqualTo(file);
        Files.delete(file);
    }

    @Test
    void aMessageThatCannotBeReadLeavesNoFile() throws IOException {
        assertThatThrownBy(() -> new DecoderHere().decode(failing())).hasMessage("lost");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        assertThat(new DecoderHere().decode(new ByteArrayInputStream(CONTENT))).hasParent(directory);
    }

    @Test
    void aStreamIsSentAndClosedHoweverThatEnds() throws IOException {
        int[] closed = new int[1];
        for (InputStream stream : new InputStream[] {new ByteArrayInputStream(CONTENT), failing()}) {
            InputStream counting = new SequenceInputStream(stream, InputStream.nullInputStream()) {
                @Override
                public void close() {
                    closed[0]++;
                }
            };
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                new InputStreamEncoder().encode(counting, out);
            } catch (IOException e) {
                assertThat(e).hasMessage("lost");
            }
            assertThat(out.toByteArray()).isEqualTo(CONTENT);
        }
        assertThat(closed[0]).isEqualTo(2);
    }
}
