package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL.md, section 2. */
class SubprotocolsTest {

    static Stream<JsonObject> offers() {
        return Vectors.of("offers");
    }

    static Stream<JsonObject> answers() {
        return Vectors.of("answers");
    }

    @ParameterizedTest
    @MethodSource("offers")
    void whatAClientOffers(JsonObject vector) {
        List<String> own = Vectors.strings(vector, "own");
        List<String> offer = Subprotocols.offer(own);
        assertEquals(Vectors.strings(vector, "offer"), offer);
        assertEquals(own, Subprotocols.applications(offer));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatAServerAnswers(JsonObject vector) {
        String answer = Subprotocols.answer(Vectors.strings(vector, "offer"), Vectors.strings(vector, "own"));
        assertEquals(Vectors.stringOrNull(vector, "answer"), answer);
        assertEquals(vector.getString("application"), Subprotocols.application(answer));
    }

    @Test
    void theClientsOrderDecides() {
        List<String> offered = Subprotocols.offer(List.of("b", "a"));
        assertEquals("lighterage.v1+b", Subprotocols.answer(offered, List.of("a", "b")));
        assertEquals("lighterage.v1+a", Subprotocols.answer(offered, "a"));
    }

    @Test
    void onlyTheTwoFormsOfSection2AreLighterage() {
        assertThat(List.of("lighterage.v1", "lighterage.v1+a")).allMatch(Subprotocols::isLighterage);
        assertThat(List.of("", "a", "lighterage.v10", "lighterage.v2+a")).noneMatch(Subprotocols::isLighterage);
        assertThat(Subprotocols.isLighterage(null)).isFalse();
    }
}
