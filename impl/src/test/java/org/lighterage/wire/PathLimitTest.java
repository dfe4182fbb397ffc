package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL.md, sections 7 and 8. */
class PathLimitTest {

    static Stream<JsonObject> chunkSizes() {
        return Vectors.of("chunkSizes");
    }

    @ParameterizedTest
    @MethodSource("chunkSizes")
    void theChunkSizeAfterAFrameWasRefused(JsonObject vector) {
        assertEquals(
                vector.getInt("next"), PathLimit.nextChunkSize(vector.getInt("chunkSize"), vector.getInt("longest")));
    }

    @Test
    void theCloseCodesAfterWhichATransportIsLost() {
        assertThat(Vectors.closeCodes("lost")).isNotEmpty().allMatch(CloseCodes::isLost);
        assertThat(Vectors.closeCodes("ended")).isNotEmpty().noneMatch(CloseCodes::isLost);
    }
}
