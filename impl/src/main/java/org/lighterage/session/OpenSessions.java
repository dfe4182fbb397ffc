package org.lighterage.session;

import jakarta.websocket.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open sessions of one endpoint. Safe for use by any thread. */
public final class OpenSessions {

    private final Set<ApplicationSession> sessions = ConcurrentHashMap.newKeySet();

    void add(ApplicationSession session) {
        sessions.add(session);
    }

    void remove(ApplicationSession session) {
        sessions.remove(session);
    }

    /** The sessions that are open now, as the objects that callbacks see. */
    public Set<Session> snapshot() {
        return Set.copyOf(sessions);
    }
}
