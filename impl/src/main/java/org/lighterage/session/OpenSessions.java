package org.lighterage.session;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
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

    void forEach(Consumer<SessionDriver> action) {
        sessions.forEach(session -> action.accept(session.driver()));
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

    /**
     * Closes all sessions, and waits for a bounded time until their onClose have returned. Those that the application has
     * closed itself are first given half of it to end as they are to, with all that was sent.
     */
    public void shutDown(Duration atMost) {
        Duration half = atMost.dividedBy(2);
        List<SessionDriver> closing = new ArrayList<>();
        forEach(driver -> {
            if (driver.isClosing()) {
                closing.add(driver);
            }
        });
        await(closing.stream().map(SessionDriver::closed), half);
        boolean all =
                await(sessions.stream().map(session -> session.driver().shutDown()), closing.isEmpty() ? atMost : half);
        if (!all) {
            LOG.log(Level.WARNING, "Callbacks of sessions still run after " + atMost.toSeconds() + " s");
        }
    }

    private static boolean await(Stream<CompletableFuture<Void>> closed, Duration atMost) {
        try {
            CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The sessions that are open now, as the objects that callbacks see. */
    public Set<Session> snapshot() {
        return Set.copyOf(sessions);
    }
}
