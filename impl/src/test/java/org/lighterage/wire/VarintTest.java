package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** PROTOCOL.md, section 3; what is refused is among the frames of {@link FrameReaderTest}. */
class VarintTest {

    @TestFactory
    Stream<DynamicTest> everyVectorIsReadAndWritten() {
        return Vectors.of("varints")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    long value = Vectors.number(vector, "value");
                    ByteBuffer bytes = Vectors.buffer(vector, "hex");
                    assertEquals(bytes.remaining(), Varint.length(value));
                    ByteBuffer written = ByteBuffer.allocate(8);
                    Varint.put(written, value);
                    assertEquals(bytes, written.flip());
                    assertEquals(value, Varint.get(bytes));
                    assertEquals(0, bytes.remaining());
                }));
    }

    @Test
    void whatIsNotOnTheWireIsNotWritten() {
        for (long value : new long[] {-1, Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> Varint.put(ByteBuffer.allocate(20), value))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not " + value);
            assertThatThrownBy(() -> Varint.length(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
