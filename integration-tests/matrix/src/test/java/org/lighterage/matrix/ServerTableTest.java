package org.lighterage.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTableTest {

    private static final String REPORT =
            """
            <testsuite tests="%d" errors="0" skipped="%d" failures="%d">
              <properties>
                <property name="lighterage.server.title" value="Grand Server (2.0.1)"/>
                <property name="java.specification.version" value="17"/>
              </properties>
              <testcase name="one"/>
              %s
            </testsuite>
            """;

    @TempDir
    private Path directory;

    private Path readme;
    private Path reports;

    @BeforeEach
    void makeFiles() throws Exception {
        readme = directory.resolve("README.md");
        Files.writeString(
                readme,
                "before\n" + ServerTable.BEGIN + "\n| Grand Server (1.0) | 11 | old |\n| Other (3) | 17 | kept |\n"
                        + ServerTable.END + "\nafter\n");
        reports = Files.createDirectories(directory.resolve("modules/grand/target/surefire-reports"));
    }

    private void report(String name, int tests, int skipped, int failures, String more) throws Exception {
        Files.writeString(
                reports.resolve("TEST-org.lighterage.scenarios." + name + ".xml"),
                REPORT.formatted(tests, skipped, failures, more));
    }

    private String written() throws Exception {
        ServerTable.main(new String[] {directory.resolve("modules").toString(), readme.toString()});
        return Files.readString(readme);
    }

    @Test
    void aRowTellsWhatWasRunAndWhatWasNot() throws Exception {
        report("OneScenario", 10, 0, 0, "");
        report("TwoScenario", 5, 2, 0, "<testcase><skipped message=\"It cannot.\"/></testcase>");
        Files.writeString(reports.resolve("../plain-peer-limit"), "60");
        assertThat(written())
                .startsWith("before\n")
                .endsWith("\nafter\n")
                .contains("| Grand Server (2.0.1) | 17 | 13, all passed | at least 60 MB | It cannot. |\n")
                .contains("\n| Other (3) | 17 | kept |\n")
                .doesNotContain("old");
    }

    @Test
    void aServerMayRunOnAnotherJdk() throws Exception {
        report(
                "OneScenario",
                10,
                0,
                0,
                "<properties><property name=\"lighterage.server.java\" value=\"25\"/></properties>");
        assertThat(written()).contains("| Grand Server (2.0.1) | 25 | 10, all passed |");
    }

    @Test
    void failuresAreTold() throws Exception {
        report("OneScenario", 10, 0, 3, "");
        assertThat(written()).contains("| Grand Server (2.0.1) | 17 | 10, failed: 3 |");
    }

    @Test
    void whatWasNotRunStays() throws Exception {
        String before = written();
        assertThat(before).contains("| Grand Server (1.0) | 11 | old |", "| Other (3) | 17 | kept |");
        assertThat(written()).isEqualTo(before);
    }
}
