package org.lighterage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lighterage.LargeMessages;

class EndpointSettingsTest {

    private static EndpointSettings read(Map<String, String> properties, Map<String, String> annotation) {
        Configuration configuration = new Configuration(List.of(PropertySource.of("test property", properties::get)));
        return EndpointSettings.readOfClient(configuration, "Documents", annotation::get);
    }

    private static EndpointSettings read(String key, String value) {
        return read(Map.of("lighterage." + key, value), Map.of());
    }

    @Test
    void nothingConfiguredGivesTheDefaults() {
        assertThat(read(Map.of(), Map.of())).isEqualTo(EndpointSettings.DEFAULTS_OF_CLIENT);
    }

    @Test
    void thePropertyForTheEndpointWinsOverTheAnnotationAndThatOverThePropertyForAll() {
        Map<String, String> all = Map.of("lighterage.max-message-size", "1MiB");
        Map<String, String> annotation = Map.of("max-message-size", "2MiB");
        Map<String, String> own =
                Map.of("lighterage.max-message-size", "1MiB", "lighterage.Documents.max-message-size", "3MiB");
        assertThat(read(all, Map.of()).maxMessageSize()).isEqualTo(1 << 20);
        assertThat(read(all, annotation).maxMessageSize()).isEqualTo(2 << 20);
        assertThat(read(own, annotation).maxMessageSize()).isEqualTo(3 << 20);
    }

    @LargeMessages(name = "narrow", window = "256KiB", chunkSize = "2KiB")
    private static final class Annotated {}

    @Test
    void anEndpointOfAClientHasTheClientsSettingsBelowItsOwn() {
        Map<String, String> properties =
                Map.of("lighterage.narrow.window", "512KiB", "lighterage.max-message-size", "1MiB");
        Configuration configuration = new Configuration(List.of(PropertySource.of("test property", properties::get)));
        EndpointSettings client = read(Map.of(), Map.of("max-message-size", "2MiB", "window", "1MiB"));
        EndpointSettings own =
                client.with(configuration, Annotated.class, Annotated.class.getAnnotation(LargeMessages.class));
        assertThat(own.window()).isEqualTo(512 << 10);
        assertThat(own.chunkSize()).isEqualTo(2 << 10);
        assertThat(own.maxMessageSize()).isEqualTo(2 << 20);
        assertThat(client.with(configuration, String.class, null)).isEqualTo(client);
    }

    @Test
    void anEmptyValueIsNone() {
        assertThat(read(Map.of("lighterage.window", " "), Map.of("window", "")))
                .isEqualTo(EndpointSettings.DEFAULTS_OF_CLIENT);
    }

    @ParameterizedTest
    @CsvSource({"65535, 65535", "32KiB, 32768", "32 kib, 32768", "32000B, 32000", "1MiB, 1048576"})
    void sizesAreReadInTheirUnits(String written, int bytes) {
        assertThat(read("chunk-size", written).chunkSize()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"30s, PT30S", "500ms, PT0.5S", "5m, PT5M", "1h, PT1H", "PT1M30S, PT1M30S"})
    void durationsAreReadInTheirUnits(String written, Duration duration) {
        assertThat(read("receive-timeout", written).receiveTimeout()).isEqualTo(duration);
    }

    @Test
    void theProgressIntervalIsReadAsTheOtherDurationsAre() {
        assertThat(read("progress-interval", "1s").progressInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read(Map.of(), Map.of("progress-interval", "2s")).progressInterval())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theOrderingIsOneOfTwoWords() {
        assertThat(read("ordering", "Interleaved").interleaved()).isTrue();
        assertThat(read("ordering", "strict").interleaved()).isFalse();
    }

    @Test
    void streamingIsAYesOrANo() {
        assertThat(read("streaming", "TRUE").streaming()).isTrue();
        assertThat(read(Map.of("lighterage.Documents.streaming", "false"), Map.of("streaming", "true"))
                        .streaming())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chunk-size | 32KB | LIGHTERAGE-101: test property lighterage.chunk-size = \"32KB\" is not a size; write it as 65535, 32KiB, 1MiB or 1GiB",
                "chunk-size | 1023 | LIGHTERAGE-102: test property lighterage.chunk-size = \"1023\" is out of range; it takes 1024 to 1048576 bytes",
                "window | 64000 | LIGHTERAGE-102: test property lighterage.window = \"64000\" is out of range; it takes 65536 to 1073741824 bytes",
                "max-message-size | 999999999TiB | LIGHTERAGE-102: test property lighterage.max-message-size = \"999999999TiB\" is out of range; it takes 1 to 9007199254740991 bytes",
                "max-concurrent | many | LIGHTERAGE-103: test property lighterage.max-concurrent = \"many\" is not a whole number",
                "max-concurrent | 0 | LIGHTERAGE-104: test property lighterage.max-concurrent = \"0\" is out of range; it takes 1 to 1024",
                "send-timeout | soon | LIGHTERAGE-105: test property lighterage.send-timeout = \"soon\" is not a duration; write it as 30s, 500ms or PT30S",
                "send-timeout | 0s | LIGHTERAGE-106: test property lighterage.send-timeout = \"0s\" is out of range; it takes 1ms to 365 days",
                "ordering | random | LIGHTERAGE-107: test property lighterage.ordering = \"random\" is neither strict nor interleaved",
                "streaming | yes | LIGHTERAGE-107: test property lighterage.streaming = \"yes\" is neither false nor true",
            })
    void aValueThatCannotBeReadNamesKeyValueAndRule(String key, String value, String message) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void valuesThatContradictAreRefused() {
        assertThatThrownBy(() -> read(
                        Map.of("lighterage.chunk-size", "512KiB", "lighterage.Documents.window", "64KiB"), Map.of()))
                .hasMessage(
                        "LIGHTERAGE-108: chunk-size of 524288 bytes and window of 65536 bytes contradict at endpoint"
                                + " Documents; a window holds at least one frame");
    }

    @Test
    void anAnnotationIsNamedWhereItIsWrong() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("window", "x")))
                .hasMessageStartingWith("LIGHTERAGE-101: @LargeMessages of Documents, window = \"x\"");
    }
}
