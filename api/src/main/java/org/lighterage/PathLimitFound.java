package org.lighterage;

/**
 * Connections were lost as they are where something between the peers takes no messages beyond some length: this side
 * sends shorter frames from now on, and the sessions that follow on the same route begin with them.
 *
 * @param bytes the longest frame that is sent from now on
 */
public record PathLimitFound(LighterageSession session, int bytes) implements SessionEvent {}
