package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillDirectory;

class BufferedMessageTest {

    private static final int THRESHOLD = 1000;

    @TempDir
    Path parent;

    private final BufferBudget budget = new BufferBudget(10_000, 100_000);
    private SpillDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = new SpillDirectory(parent);
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, budget.usedMemory());
        assertEquals(0, budget.usedDisk());
        directory.close();
    }

    private BufferedMessage message(byte[] bytes, int piece) throws IOException {
        MessageBuffer buffer = new MessageBuffer(budget, directory, THRESHOLD);
        for (int start = 0; start < bytes.length; start += piece) {
            buffer.append(ByteBuffer.wrap(bytes, start, Math.min(piece, bytes.length - start)));
        }
        buffer.complete();
        assertEquals(bytes.length <= THRESHOLD, buffer.inMemory());
        return new BufferedMessage(true, Map.of(), buffer, () -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 400, 5000})
    void textCutWithinCharactersIsReadWhole(int piece) throws IOException {
        for (int repeat : new int[] {1, 90, 500}) {
            String text = "\ufeffaé€\ud83d\ude00".repeat(repeat);
            BufferedMessage message = message(text.getBytes(StandardCharsets.UTF_8), piece);
            assertEquals(text, message.text());
            try (Reader reader = message.openReader()) {
                StringWriter read = new StringWriter();
                reader.transferTo(read);
                assertEquals(text, read.toString());
            }
            message.release();
        }
    }

    @Test
    void anEmptyTextIsEmptyInEveryForm() throws IOException {
        BufferedMessage message = message(new byte[0], 1);
        assertThat(message.text()).isEmpty();
        assertThat(message.bytes()).isEmpty();
        assertEquals(-1, message.openReader().read());
        message.release();
    }
}
