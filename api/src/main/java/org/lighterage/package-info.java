/**
 * What applications compile against: WebSocket messages of any size across any path.
 *
 * <p>{@link org.lighterage.LargeMessages} on an ordinary {@code @ServerEndpoint} is all that most applications need. The
 * wire protocol is described in PROTOCOL.md, which ships with this module.
 */
package org.lighterage;
