/**
 * The frames of the wire protocol: {@link org.lighterage.wire.FrameReader} makes them from bytes,
 * {@link org.lighterage.wire.FrameWriter} makes bytes from them. PROTOCOL.md is what both follow. Nothing here knows
 * of sessions, sockets or threads: rules that need more than one frame belong to the engine.
 */
package org.lighterage.wire;
