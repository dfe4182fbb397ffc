package org.lighterage.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo's page in a real browser. The environment variable {@code CHROMIUM} says where that is. */
class BrowserIT {

    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");

    @Test
    void thePageShowsBothEndpoints() throws Exception {
        NodeTests.needed();
        RequiredTools.need(Files.isExecutable(Path.of(CHROMIUM)), "There is no Chromium at " + CHROMIUM);
        try (DemoProcess demo = DemoProcess.start("demo-for-browser")) {
            NodeTests.run(
                    "browser.test.js",
                    Map.of("DEMO_URL", demo.uri().toString(), "CHROMIUM", CHROMIUM, "SCREENSHOTS", "target"));
            demo.stop();
        }
    }
}
