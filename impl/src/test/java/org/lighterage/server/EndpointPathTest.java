package org.lighterage.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/", "/a/b", "/{a}", "/a/{b}/c/{d}", "/a.b/...", "/{a}/{b}/"})
    void pathsOfTheSpecificationAreTaken(String path) {
        assertThatCode(() -> EndpointPath.check(Object.class, path)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'',a path begins with a slash",
        "a,a path begins with a slash",
        "//,a path has no empty segment but the last",
        "/a//b,a path has no empty segment but the last",
        "/a/./b,a path has no segment that is . or ..",
        "/..,a path has no segment that is . or ..",
        "/a/{b}c,'a variable is a whole segment, as in /rooms/{room}'",
        "/{a,'a variable is a whole segment, as in /rooms/{room}'",
        "/{a}/{a},'each variable has a name of its own, and {a} is there twice'"
    })
    void otherPathsAreRefusedWithWhatTheyMustBe(String path, String rule) {
        assertThatThrownBy(() -> EndpointPath.check(Object.class, path))
                .isInstanceOf(EndpointDeploymentException.class)
                .hasMessage("LIGHTERAGE-302: java.lang.Object cannot be deployed at " + path + "; " + rule);
    }
}
