package org.lighterage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lighterage.buffer.MessageBuffer;
import org.lighterage.buffer.SpillingTest;

class BufferedMessageTest extends SpillingTest {

    private static final int THRESHOLD = 1000;

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
