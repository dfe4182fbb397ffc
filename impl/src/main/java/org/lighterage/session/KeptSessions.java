package org.lighterage.session;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lighterage.transfer.Scheduler;
import org.lighterage.transfer.SessionToken;
import org.lighterage.transfer.Tokens;
import org.lighterage.wire.Frame;

/**
 * The sessions of an application that clients can come back to, by their tokens, within bounds (PROTOCOL.md, section 7).
 * Those that wait for their client are guarded by the monitor; sessions are ended without it.
 */
public final class KeptSessions {

    /** How often the bytes are counted that sessions hold whose clients are away. */
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

    /**
     * What keeps the sessions within bounds.
     *
     * @param sessions that wait for their clients at once
     * @param sessionsOfPrincipal the same of one authenticated user
     * @param bytes of what these hold in memory for their clients
     */
    public record Limits(int sessions, int sessionsOfPrincipal, long bytes) {}

    /**
     * Whose a session is: who presents its token from elsewhere, or as somebody else, does not get it.
     *
     * @param endpoint what its connections are to
     * @param uri with path and query
     * @param subprotocol of the application, or empty
     * @param origin of the page, or null
     * @param principal name of the authenticated user, or null
     */
    record Owner(Object endpoint, String uri, String subprotocol, String origin, String principal) {}

    private final Limits limits;
    private final Scheduler scheduler;
    private final Map<SessionToken, Entry> byToken = new ConcurrentHashMap<>();

    /** Those whose clients are away, the longest first. */
    private final Set<Entry> waiting = new LinkedHashSet<>();

    private boolean counting;

    public KeptSessions(Limits limits, Scheduler scheduler) {
        this.limits = limits;
        this.scheduler = scheduler;
    }

    /** One session that can be found again. It is made before its driver, which issues the tokens. */
    public static final class Entry implements Tokens {

        private final KeptSessions sessions;
        private final Owner owner;
        private final NegotiatedConnection connection;
        private volatile SessionDriver driver;

        Entry(KeptSessions sessions, Owner owner, NegotiatedConnection connection) {
            this.sessions = sessions;
            this.owner = owner;
            this.connection = connection;
        }

        /** Called once, before the session has a token. */
        void driveBy(SessionDriver session) {
            driver = session;
        }

        /** The first connection. */
        NegotiatedConnection connection() {
            return connection;
        }

        @Override
        public void issued(SessionToken token) {
            sessions.byToken.put(token, this);
        }

        @Override
        public void revoked(SessionToken token) {
            sessions.byToken.remove(token);
        }

        /** The client is away. */
        void detached() {
            sessions.detached(this);
        }

        /** The client is back, or the session has ended. */
        void attached() {
            sessions.attached(this);
        }

        private long bytes() {
            return driver.engine().keptBytes();
        }

        private void giveUp(String why) {
            driver.engine().giveUp(new IOException("The connection was lost, and the session was not kept: " + why));
        }
    }

    /** The session that a client asks for; null where there is none, or it is not the client's. */
    SessionDriver find(Frame.Hello hello, Owner owner) {
        SessionToken token = SessionToken.of(hello.token());
        Entry found = token == null ? null : byToken.get(token);
        return found != null && found.owner.equals(owner) ? found.driver : null;
    }

    private void detached(Entry entry) {
        Entry tooMany;
        synchronized (this) {
            waiting.add(entry);
            tooMany = overLimit(entry.owner.principal());
            if (!counting) {
                counting = true;
                scheduler.schedule(COUNT_INTERVAL, this::countBytes);
            }
        }
        if (entry.driver.isAttached()) {
            // It was told of later than of the client's return.
            attached(entry);
        }
        if (tooMany != null) {
            tooMany.giveUp("more than " + limits.sessions + " sessions, or " + limits.sessionsOfPrincipal
                    + " of one user, wait for their clients (lighterage.resume-sessions,"
                    + " lighterage.resume-sessions-per-principal)");
        }
    }

    private Entry overLimit(String principal) {
        if (waiting.size() > limits.sessions) {
            return waiting.iterator().next();
        }
        if (principal == null) {
            return null;
        }
        Entry first = null;
        int count = 0;
        for (Entry each : waiting) {
            if (principal.equals(each.owner.principal())) {
                first = first == null ? each : first;
                count++;
            }
        }
        return count > limits.sessionsOfPrincipal ? first : null;
    }

    private synchronized void attached(Entry entry) {
        waiting.remove(entry);
    }

    private void countBytes() {
        long bytes = 0;
        Entry most = null;
        synchronized (this) {
            long mostBytes = -1;
            for (Entry each : waiting) {
                long held = each.bytes();
                bytes += held;
                if (held > mostBytes) {
                    most = each;
                    mostBytes = held;
                }
            }
            counting = !waiting.isEmpty();
            if (counting) {
                scheduler.schedule(COUNT_INTERVAL, this::countBytes);
            }
        }
        if (bytes > limits.bytes) {
            most.giveUp("the sessions whose clients are away hold " + bytes + " bytes for them, over " + limits.bytes
                    + " (lighterage.resume-memory), and this one the most");
        }
    }
}
