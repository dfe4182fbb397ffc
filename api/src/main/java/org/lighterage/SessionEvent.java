package org.lighterage;

/**
 * A CDI event about the connections of a session with a Lighterage peer, observed with {@code @Observes} or
 * {@code @ObservesAsync} as one of its three types or as this one for all of them.
 *
 * <p>A session of an endpoint with {@link LargeMessages#resume}, and one of a client, outlives its connections: its
 * callbacks do not hear of that. Events are fired as {@link TransferEvent}s are, in one order with those of the session.
 */
public sealed interface SessionEvent permits SessionDetached, SessionAttached, PathLimitFound {

    /** The session whose connection it is. */
    LighterageSession session();
}
