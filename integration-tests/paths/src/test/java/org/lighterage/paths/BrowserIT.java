package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lighterage.scenarios.FrameRelay;

/**
 * Chromium through nginx, behind which something takes short messages only and breaks. The environment variable
 * {@code CHROMIUM} says where Chromium is.
 */
class BrowserIT {

    private static final Path DIRECTORY = Path.of("src/test/js");
    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
    private static final long LENGTH = Long.getLong("paths.browser.length");
    private static final int LIMIT = 20_000;
    private static final int CUTS = 5;

    /** The relay reads frames, which must not be compressed. */
    private static final String WEBSOCKETS =
            """
            location /cargo/ {
                proxy_pass http://127.0.0.1:%d;
                proxy_set_header Upgrade $http_upgrade;
                proxy_set_header Connection "upgrade";
                proxy_set_header Sec-WebSocket-Extensions "";
            }
            """;

    @Test
    void aPageSendsAndTakesALongMessageWhateverHappens() throws Exception {
        RequiredTools.command("node");
        RequiredTools.npmModules(DIRECTORY);
        RequiredTools.need(Files.isExecutable(Path.of(CHROMIUM)), "There is no Chromium at " + CHROMIUM);
        try (PathsServer server = PathsServer.start();
                FrameRelay relay = FrameRelay.to(server.uri("/"))
                        .limit(LIMIT, LIMIT, 1009)
                        .cutEvery(2 * LENGTH / (CUTS + 1), CUTS);
                Proxies.Proxy nginx = Proxies.nginx(server.port(), WEBSOCKETS.formatted(relay.port()), null);
                ToolProcess browser = ToolProcess.start(
                        "browser",
                        List.of(
                                "node",
                                DIRECTORY.resolve("browser.js").toString(),
                                "--url=" + nginx.uri("http", "/"),
                                "--chromium=" + CHROMIUM,
                                "--length=" + LENGTH,
                                "--down=" + Exchange.digest(LENGTH)))) {
            browser.awaitLine("passed");
            assertThat(relay.cutsLeft()).isZero();
            assertThat(relay.refusals()).isPositive();
            await().until(() -> server.journal("browser").contains("browser closes 1000"));
            assertThat(server.journal("browser"))
                    .containsOnlyOnce("browser opens", "browser takes " + LENGTH, "browser closes 1000");
        }
    }
}
