/**
 * The {@code Session} that applications see, over the protocol engine and the container's own session.
 *
 * <p>{@link org.lighterage.session.ApplicationSession} implements the whole interface. What it sends goes through an
 * {@link org.lighterage.session.Outbound}, one for peers that speak Lighterage and one for plain ones; what comes in is
 * handed over by one {@link org.lighterage.session.Delivery} per kind of message, on
 * {@link org.lighterage.session.Callbacks}.
 */
package org.lighterage.session;
