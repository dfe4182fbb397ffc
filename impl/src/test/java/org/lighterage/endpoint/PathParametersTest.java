package org.lighterage.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathParametersTest {

    private final PathParameters parameters = new PathParameters("/rooms/{room}/{seat}");

    @Test
    void whatAContainerTellsOfTheQueryIsNoParameterOfThePath() {
        assertThat(parameters.of(Map.of("room", "1", "seat", "2", "colour", "red")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("room", "1", "seat", "2"));
    }

    @Test
    void whatIsOfThePathStaysAsItIs() {
        Map<String, String> told = Map.of("room", "1", "seat", "2");
        assertThat(parameters.of(told)).isSameAs(told);
    }
}
