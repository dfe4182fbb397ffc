package org.lighterage;

/**
 * Connections were lost as they are where something between the peers takes no messages beyond some length, and frames of a
 * shorter one get through: this side sends none that are longer, and the sessions that follow on the same route begin so
 * for ten minutes.
 *
 * @param bytes the longest frame that is sent from now on
 */
public record PathLimitFound(LighterageSession session, int bytes) implements SessionEvent {}
