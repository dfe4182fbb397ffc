package org.lighterage.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The JDK's CRC-32C is the one of PROTOCOL.md, section 3. */
class Crc32cTest {

    @TestFactory
    Stream<DynamicTest> everyVector() {
        return Vectors.of("crc32c")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    CRC32C crc = new CRC32C();
                    crc.update(Vectors.bytes(vector, "hex"));
                    assertEquals(vector.getString("crc"), String.format("%08x", crc.getValue()));
                }));
    }
}
