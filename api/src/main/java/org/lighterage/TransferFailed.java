package org.lighterage;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The last event of a transfer that did not arrive. An outgoing message fails as {@link Transfer#delivered} does. An
 * incoming one was rejected here, as too large, without room, corrupt or stalled, was given up by the peer, or ended
 * with its connection.
 *
 * @param cause a {@link TransferException}, or another IOException where the session ended first
 */
public record TransferFailed(
        LighterageSession session,
        Direction direction,
        long id,
        boolean text,
        OptionalLong length,
        long bytes,
        Map<String, String> metadata,
        IOException cause)
        implements TransferEvent {}
