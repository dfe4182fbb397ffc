package org.lighterage;

/**
 * A session that had lost its connection has another, and goes on where it was.
 *
 * @param renewed of a client: whether the server no longer had the session, and has begun a new one; messages that were on
 *     their way have failed then, since nobody knows whether they have arrived
 */
public record SessionAttached(LighterageSession session, boolean renewed) implements SessionEvent {}
