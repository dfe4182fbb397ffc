package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.transfer.PlainAssembler;
import org.lighterage.transfer.ReceivedMessage;
import org.lighterage.transfer.TestBuffers;

/** What an application does with a LargeMessage, here one whose bytes wait in a file. */
class DeliveredMessageTest {

    private static final String TEXT = "ä€😀".repeat(1000);
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    private final BufferBudget budget = new BufferBudget(0, 1 << 20);
    private ReceivedMessage received;
    private DeliveredMessage message;

    @BeforeEach
    void receive(@TempDir Path directory) throws IOException {
        SpillDirectory spill = new SpillDirectory(directory);
        PlainAssembler assembler = new PlainAssembler(1 << 20, new TestBuffers(budget, spill, 0));
        assembler.text(TEXT.substring(0, 100), false);
        received = assembler.text(TEXT.substring(100), true);
        message = new DeliveredMessage(received);
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(budget.usedDisk()).isZero();
    }

    @Test
    void itIsReadAsOftenAsTheApplicationLikesInEachWay() throws IOException {
        assertThat(message.isText()).isTrue();
        assertThat(message.getLength()).isEqualTo(BYTES.length);
        assertThat(message.getMetadata()).isEmpty();
        for (int i = 0; i < 2; i++) {
            try (InputStream stream = message.openStream()) {
                assertThat(stream.readAllBytes()).isEqualTo(BYTES);
            }
            StringWriter characters = new StringWriter();
            try (Reader reader = message.openReader()) {
                reader.transferTo(characters);
            }
            assertThat(characters).hasToString(TEXT);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(message.transferTo(out)).isEqualTo(BYTES.length);
            assertThat(out.toByteArray()).isEqualTo(BYTES);
        }
        received.release();
    }

    private void assertIsGone() {
        String why = "The message is released: read it within the callback that it was handed to";
        assertThatThrownBy(() -> message.openStream().read())
                .isInstanceOf(IOException.class)
                .hasMessage(why);
        assertThatThrownBy(() -> message.openReader().read())
                .isInstanceOf(IOException.class)
                .hasMessage(why);
        assertThatThrownBy(() -> message.transferTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage(why);
    }

    @Test
    void itEndsWithItsCallback() {
        received.release();
        assertThat(budget.usedDisk()).isZero();
        assertIsGone();
    }

    @Test
    void itCountsAgainstTheBudgetsAsLongAsItIsKept() throws IOException {
        message.keep();
        message.keep();
        received.release();
        assertThat(budget.usedDisk()).isEqualTo(BYTES.length);
        assertThat(message.transferTo(new ByteArrayOutputStream())).isEqualTo(BYTES.length);
        message.close();
        assertThat(budget.usedDisk()).isZero();
        message.close();
        assertIsGone();
    }

    @Test
    void lettingGoOfOneThatIsNotKeptChangesNothing() throws IOException {
        message.close();
        assertThat(message.transferTo(new ByteArrayOutputStream())).isEqualTo(BYTES.length);
        received.release();
    }
}
