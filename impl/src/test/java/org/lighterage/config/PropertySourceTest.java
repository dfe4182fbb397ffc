package org.lighterage.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertySourceTest {

    @Test
    void environmentVariablesAreFoundByMicroProfilesRule() {
        Map<String, String> variables =
                Map.of("lighterage.window", "1", "lighterage_chunk_size", "2", "LIGHTERAGE_CHAT_MAX_MESSAGE_SIZE", "3");
        PropertySource environment = PropertySource.environment(variables::get);
        assertThat(environment.get("lighterage.window")).isEqualTo("1");
        assertThat(environment.get("lighterage.chunk-size")).isEqualTo("2");
        assertThat(environment.get("lighterage.Chat.max-message-size")).isEqualTo("3");
        assertThat(environment.get("lighterage.ordering")).isNull();
    }

    @Test
    void theFirstSourceThatHasAPropertyWins() {
        Configuration configuration = new Configuration(List.of(
                PropertySource.of("first", Map.of("lighterage.total-disk", "1KiB")::get),
                PropertySource.of(
                        "second", Map.of("lighterage.total-disk", "2KiB", "lighterage.max-threads", "7")::get)));
        ApplicationSettings settings = ApplicationSettings.read(configuration, Path.of("/tmp"));
        assertThat(settings.totalDisk()).isEqualTo(1024);
        assertThat(settings.maxThreads()).isEqualTo(7);
        assertThat(settings.spillDirectory()).isEqualTo(Path.of("/tmp"));
        assertThat(settings.totalMemory()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
    }

    @Test
    void systemPropertiesComeBeforeContextParameters() {
        Map<String, String> context = Map.of("lighterage.max-threads", "7", "lighterage.total-disk", "5");
        System.setProperty("lighterage.max-threads", "9");
        try {
            ApplicationSettings settings =
                    ApplicationSettings.read(Configuration.ofServer(context::get), Path.of("/tmp"));
            assertThat(settings.maxThreads()).isEqualTo(9);
            assertThat(settings.totalDisk()).isEqualTo(5);
        } finally {
            System.clearProperty("lighterage.max-threads");
        }
    }
}
