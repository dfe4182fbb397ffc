package org.lighterage;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The last event of a transfer that went well. Of an outgoing message it comes when {@link Transfer#delivered}
 * completes; of an incoming one when it is whole and verified, and will be given to the endpoint.
 */
public record TransferCompleted(
        LighterageSession session,
        Direction direction,
        long id,
        boolean text,
        OptionalLong length,
        long bytes,
        Map<String, String> metadata)
        implements TransferEvent {}
