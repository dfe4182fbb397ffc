package org.lighterage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo without options: what it prints, and what it serves. */
class SelfCheckIT {

    private static final Pattern ORDINARY = Pattern.compile("ordinary endpoint: +closed with 1009 \\S.*");
    private static final Pattern LARGE = Pattern.compile(
            "with @LargeMessages: \\{.*\"length\":67108864,\"sha256\":\"(\\p{XDigit}{64})\"} in .* MB/s");
    private static final Pattern BOTH = Pattern.compile("both ends have SHA-256 (\\p{XDigit}{64})");

    @Test
    void checksItselfAndServesThePage() throws Exception {
        try (DemoProcess demo = DemoProcess.startChecked("demo-with-self-check")) {
            var uri = demo.uri();

            String output = demo.output();
            assertThat(output).containsPattern(ORDINARY).contains("Lighterage demo is ready at " + uri);
            assertThat(found(LARGE, output)).isEqualTo(found(BOTH, output));

            HttpClient http = HttpClient.newHttpClient();
            for (String path : new String[] {"", "demo.js", "demo.css", "lighterage/lighterage.js"}) {
                HttpRequest request =
                        HttpRequest.newBuilder(uri.resolve("/" + path)).build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()))
                        .as(path)
                        .extracting(HttpResponse::statusCode)
                        .isEqualTo(200);
            }
            demo.stop();
        }
    }

    private static String found(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        assertThat(matcher.find()).as("%s in %s", pattern, output).isTrue();
        return matcher.group(1);
    }
}
