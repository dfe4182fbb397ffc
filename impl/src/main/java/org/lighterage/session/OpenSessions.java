package org.lighterage.session;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lighterage.transfer.EngineOptions;

/** The open sessions of one endpoint, or of all of a client. Safe for use by any thread. */
public final class OpenSessions {

    private static final Logger LOG = System.getLogger(OpenSessions.class.getName());

    private final Set<ApplicationSession> sessions = ConcurrentHashMap.newKeySet();

    /** Those of a client, which has many endpoints and ends as one; null where these are all. */
    private final OpenSessions all;

    private volatile EngineOptions lastOptions;

    public OpenSessions() {
        this(null);
    }

    private OpenSessions(OpenSessions all) {
        this.all = all;
    }

    /** Those of one endpoint among these. */
    public OpenSessions ofEndpoint() {
        return new OpenSessions(this);
    }

    /** The options of a session's engine, as one object for all sessions that have the same: there may be thousands. */
    EngineOptions share(EngineOptions options) {
        if (all != null) {
            return all.share(options);
        }
        EngineOptions last = lastOptions;
        if (options.equals(last)) {
            return last;
        }
        lastOptions = options;
        return options;
    }

    void add(ApplicationSession session) {
        sessions.add(session);
        if (all != null) {
            all.add(session);
        }
    }

    void remove(ApplicationSession session) {
        sessions.remove(session);
        if (all != null) {
            all.remove(session);
        }
    }

    /** Closes all sessions with 1001, and waits for a bounded time until their onClose have returned. */
    public void shutDown(Duration atMost) {
        CompletableFuture<?>[] closed =
                sessions.stream().map(session -> session.driver().shutDown()).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(closed).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.log(Level.WARNING, "Callbacks of sessions still run after " + atMost.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The sessions that are open now, as the objects that callbacks see. */
    public Set<Session> snapshot() {
        return Set.copyOf(sessions);
    }
}
