package org.lighterage.benchmarks.server;

import java.net.URI;

/** Where a server is, or what leads to it, on the loopback interface. */
public record Address(int port) {

    public static final String HOST = "127.0.0.1";

    /** The URI of an endpoint. */
    public URI webSocket(String path) {
        return URI.create("ws://" + HOST + ":" + port + ServerProcess.CONTEXT_PATH + path);
    }

    /** The URI of a servlet. */
    public URI http(String path) {
        return URI.create("http://" + HOST + ":" + port + ServerProcess.CONTEXT_PATH + path);
    }
}
