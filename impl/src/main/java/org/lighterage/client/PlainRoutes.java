package org.lighterage.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The URLs whose servers turned out not to speak Lighterage, remembered for ten minutes, so that not every connection
 * takes two attempts (PROTOCOL.md, section 2). Safe for use by any thread.
 */
final class PlainRoutes {

    private static final long REMEMBERED = Duration.ofMinutes(10).toNanos();

    /** Beyond it the oldest knowledge is not worth its memory: all is forgotten. */
    private static final int MAX_ROUTES = 1000;

    private final LongSupplier nanoTime;
    private final Map<URI, Long> since = new ConcurrentHashMap<>();

    PlainRoutes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void remember(URI uri) {
        if (since.size() >= MAX_ROUTES) {
            since.clear();
        }
        since.put(route(uri), nanoTime.getAsLong());
    }

    boolean contains(URI uri) {
        Long at = since.get(route(uri));
        if (at == null) {
            return false;
        }
        if (nanoTime.getAsLong() - at < REMEMBERED) {
            return true;
        }
        since.remove(route(uri), at);
        return false;
    }

    /** The query does not decide who answers. */
    private static URI route(URI uri) {
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath());
    }
}
