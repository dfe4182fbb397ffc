package org.lighterage.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.lighterage.wire.PathLimit;
import org.lighterage.wire.WireFormat;

/**
 * How long frames may be on the routes of an application, as its sessions have found out; remembered for ten minutes
 * (PROTOCOL.md, section 8). Guarded by its monitor.
 */
public final class PathLimits {

    private static final Logger LOG = System.getLogger(PathLimits.class.getName());

    private static final long REMEMBERED = Duration.ofMinutes(10).toNanos();

    /** Beyond it the route that was heard of least lately is forgotten. */
    private static final int MAX_ROUTES = 10_000;

    /** What is known of one route. */
    private static final class Route {

        /** Bytes; 0 where none was found. */
        int limit;

        long foundAt;

        /** The limit of which it is known that so long frames get through, and which was told; 0 for none. */
        int told;

        /** Where the last session that could not be resumed stood when it lost its connection; 0 for nowhere. */
        long firstUnacknowledged;
    }

    private final LongSupplier nanoTime;
    private final Map<Object, Route> routes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Route> eldest) {
            return size() > MAX_ROUTES;
        }
    };

    public PathLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Bytes of the longest frame that a route lets through, as far as is known; the given maximum otherwise. */
    synchronized int of(Object route, int maximum) {
        Route known = route == null ? null : routes.get(route);
        if (known == null || known.limit == 0) {
            return maximum;
        }
        if (nanoTime.getAsLong() - known.foundAt >= REMEMBERED) {
            routes.remove(route);
            return maximum;
        }
        return Math.min(known.limit, maximum);
    }

    /** A session has found a limit, in bytes. */
    void found(Object route, int limit) {
        if (route == null) {
            return;
        }
        synchronized (this) {
            Route known = routes.computeIfAbsent(route, key -> new Route());
            known.foundAt = nanoTime.getAsLong();
            if (known.limit != 0 && known.limit <= limit) {
                return;
            }
            known.limit = limit;
        }
    }

    /** Frames as long as a limit do get through. Returns whether this is new of the route. */
    boolean confirmed(Object route, int limit) {
        if (route != null) {
            synchronized (this) {
                Route known = routes.computeIfAbsent(route, key -> new Route());
                if (known.told == limit) {
                    return false;
                }
                known.told = limit;
            }
        }
        LOG.log(Level.INFO, "The path of {0} lets frames of at most {1} bytes through", name(route), limit);
        return true;
    }

    private static Object name(Object route) {
        return route == null ? "a session" : route;
    }

    /**
     * A session that cannot be resumed has lost its connection while frames waited for their acknowledgement. One loss
     * may have any cause; the second running at the same frame says that the path does not let it through.
     *
     * @param first number of the first frame that was not acknowledged
     * @param longest of these, in bytes
     * @param chunkSize longest frame that the session would have sent, in bytes
     */
    void lost(Object route, long first, int longest, int chunkSize) {
        if (route == null || longest <= WireFormat.LEAST_MAX_FRAME) {
            return;
        }
        synchronized (this) {
            Route known = routes.computeIfAbsent(route, key -> new Route());
            boolean again = known.firstUnacknowledged == first;
            known.firstUnacknowledged = first;
            if (!again) {
                return;
            }
        }
        found(route, PathLimit.nextChunkSize(chunkSize, longest));
    }
}
