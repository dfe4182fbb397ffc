package org.lighterage.session;

import java.time.Duration;

/**
 * Pings connections over which nothing goes, so that what stands between the peers does not take them for dead, and ends
 * those that can be replaced and whose peer has gone silent (PROTOCOL.md, section 6). It goes through the open sessions of
 * an endpoint now and then, and counts these rounds instead of asking for the time with every frame.
 */
public final class Keepalive {

    /** Rounds in the time that a connection may be idle. */
    private static final int ROUNDS = 4;

    /** Rounds without a sign of life after which a connection is lost: a ping in between was not answered. */
    private static final int SILENT_ROUNDS = 3 * ROUNDS;

    private static final Duration LEAST_INTERVAL = Duration.ofMillis(50);

    private final OpenSessions sessions;
    private final Resources resources;
    private final Duration interval;

    private Keepalive(OpenSessions sessions, Resources resources, Duration idle) {
        this.sessions = sessions;
        this.resources = resources;
        Duration quarter = idle.dividedBy(ROUNDS);
        this.interval = quarter.compareTo(LEAST_INTERVAL) < 0 ? LEAST_INTERVAL : quarter;
    }

    /**
     * Keeps the connections of some sessions alive as long as their resources are not closed.
     *
     * @param idle how long a connection may be idle; zero for ever
     */
    public static void start(OpenSessions sessions, Resources resources, Duration idle) {
        if (!idle.isZero()) {
            new Keepalive(sessions, resources, idle).scheduleNext();
        }
    }

    private void scheduleNext() {
        resources.schedule(interval, this::goRound);
    }

    private void goRound() {
        sessions.forEach(session -> session.keepAlive(this));
        scheduleNext();
    }

    /** Whether the peer has given no sign of life for so long that the connection is lost. */
    boolean isSilent(ContainerConnection connection) {
        return connection.silentRounds() >= SILENT_ROUNDS;
    }

    /** Pings a connection over which nothing was sent for so long, and counts the round. */
    void pingIfIdle(ContainerConnection connection) {
        connection.nextRound();
        if (connection.quietRounds() >= ROUNDS) {
            connection.ping(new Outbound.ControlFrame(true, resources.pingPayload()));
        }
    }
}
