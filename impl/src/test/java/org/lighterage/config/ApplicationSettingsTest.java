package org.lighterage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationSettingsTest {

    @TempDir
    private Path temporary;

    private ApplicationSettings read(Map<String, String> properties) {
        Configuration configuration = new Configuration(List.of(PropertySource.of("test property", properties::get)));
        return ApplicationSettings.read(configuration, temporary);
    }

    @Test
    void nothingConfiguredGivesTheDefaults() {
        ApplicationSettings settings = read(Map.of());
        assertThat(settings.totalMemory()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(settings.totalDisk()).isPositive().isLessThanOrEqualTo(10L << 30);
        assertThat(settings.spillDirectory()).isEqualTo(temporary);
        assertThat(settings.maxThreads()).isEqualTo(200);
    }

    @Test
    void whatIsConfiguredHolds() {
        ApplicationSettings settings = read(Map.of(
                "lighterage.total-memory", "0",
                "lighterage.total-disk", "20GiB",
                "lighterage.spill-directory", temporary.resolve("new/spill").toString(),
                "lighterage.max-threads", "7"));
        assertThat(settings.totalMemory()).isZero();
        assertThat(settings.totalDisk()).isEqualTo(20L << 30);
        assertThat(settings.spillDirectory()).isEqualTo(temporary.resolve("new/spill"));
        assertThat(settings.maxThreads()).isEqualTo(7);
    }

    /** It is made with the first file; that there are no files to be had is said at once. */
    @Test
    void aSpillDirectoryIsNotMadeBeforeItIsNeeded() {
        read(Map.of("lighterage.spill-directory", temporary.resolve("new").toString()));
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void aSpillDirectoryThatCannotBeIsRefused() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));
        for (Path directory : List.of(file, file.resolve("below/it"))) {
            assertThatThrownBy(() -> read(Map.of("lighterage.spill-directory", directory.toString())))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("LIGHTERAGE-110: test property lighterage.spill-directory = \"" + directory
                            + "\" is no directory in which files can be made: " + file
                            + " is no directory, or not to be written to");
        }
    }

    @Test
    void aSpillDirectoryThatIsNoPathIsRefused() {
        assertThatThrownBy(() -> read(Map.of("lighterage.spill-directory", "a\0b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("LIGHTERAGE-110: test property lighterage.spill-directory = \"a\0b\" is no directory in"
                        + " which files can be made: Nul character not allowed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total-memory | much | LIGHTERAGE-101: test property lighterage.total-memory = \"much\" is not a size; write it as 65535, 32KiB, 1MiB or 1GiB",
                "total-disk | -1 | LIGHTERAGE-101: test property lighterage.total-disk = \"-1\" is not a size; write it as 65535, 32KiB, 1MiB or 1GiB",
                "max-threads | all | LIGHTERAGE-103: test property lighterage.max-threads = \"all\" is not a whole number",
                "max-threads | 0 | LIGHTERAGE-104: test property lighterage.max-threads = \"0\" is out of range; it takes 1 to 10000",
            })
    void aValueThatCannotBeReadNamesKeyValueAndRule(String key, String value, String message) {
        assertThatThrownBy(() -> read(Map.of("lighterage." + key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }
}
