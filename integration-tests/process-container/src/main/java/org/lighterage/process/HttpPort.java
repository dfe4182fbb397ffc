package org.lighterage.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Where a server answers. */
final class HttpPort {

    /** In place of a status where nobody answers. */
    static final int NOBODY = 0;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    HttpPort(int port) {
        this.port = port;
    }

    /** The status of a GET request. */
    int status(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/" + path))
                .timeout(TIMEOUT)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return NOBODY;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while a server was asked", e);
        }
    }
}
