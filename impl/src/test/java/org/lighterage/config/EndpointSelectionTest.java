package org.lighterage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSelectionTest {

    private static EndpointSelection read(String value) {
        Map<String, String> properties = new HashMap<>();
        properties.put("lighterage.endpoints", value);
        return EndpointSelection.read(new Configuration(List.of(PropertySource.of("test property", properties::get))));
    }

    @ParameterizedTest
    @CsvSource({"annotated, true, false", "all, true, true", "none, false, false", ", true, false"})
    void aWordSelectsByTheAnnotation(String value, boolean annotated, boolean unannotated) {
        assertThat(read(value).selects(String.class, "/a", true)).isEqualTo(annotated);
        assertThat(read(value).selects(String.class, "/a", false)).isEqualTo(unannotated);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/documents | true",
                "/doc* | true",
                "/*ments | true",
                "/* | true",
                "/document | false",
                "/documents/* | false",
                "/.ocuments | false",
                "java.lang.String | true",
                "java.* | true",
                "*.String | true",
                "*.Str*ng | true",
                "String | false",
                "java.lang | false",
                "javaxlang.String | false",
                "/x, java.lang.String | true",
                "/documents,/x | true",
                "/x,/y | false",
            })
    void patternsSelectPathsAndClassesWhetherAnnotatedOrNot(String value, boolean selected) {
        assertThat(read(value).selects(String.class, "/documents", true)).isEqualTo(selected);
        assertThat(read(value).selects(String.class, "/documents", false)).isEqualTo(selected);
    }

    @Test
    void variablesInAPathAreMatchedAsTheyAreWritten() {
        assertThat(read("/documents/{id}").selects(String.class, "/documents/{id}", false))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"/a b | /a b", "com.example,none | none", "/a,,/b | ", "a/b | a/b"})
    void whatIsNeitherAPathNorAClassNameIsRefused(String value, String pattern) {
        String shown = pattern == null ? "" : pattern;
        assertThatThrownBy(() -> read(value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("LIGHTERAGE-109: test property lighterage.endpoints = \"" + value
                        + "\" does not say which endpoints: \"" + shown
                        + "\" is neither a path, as /documents/*, nor the name of a class, as com.example.*; annotated,"
                        + " all and none stand alone");
    }
}
