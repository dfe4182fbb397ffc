package org.lighterage;

import java.util.Map;
import java.util.OptionalLong;

/**
 * More bytes of a transfer have come, or were acknowledged. Fired at most once for each transfer and
 * {@link LargeMessages#progressInterval}, with the bytes as they are at that moment; a transfer that takes less has
 * none.
 */
public record TransferProgressed(
        LighterageSession session,
        Direction direction,
        long id,
        boolean text,
        OptionalLong length,
        long bytes,
        Map<String, String> metadata)
        implements TransferEvent {}
