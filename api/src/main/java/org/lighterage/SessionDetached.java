package org.lighterage;

/**
 * A session has lost its connection, and waits for the next. It ends if there is none in time.
 *
 * @param closeCode of the close frame that came; 1006 without one
 */
public record SessionDetached(LighterageSession session, int closeCode) implements SessionEvent {}
