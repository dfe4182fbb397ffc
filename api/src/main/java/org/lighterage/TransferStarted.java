package org.lighterage;

import java.util.Map;
import java.util.OptionalLong;

/** The first event of a transfer: its first frame has come, or is about to be sent. */
public record TransferStarted(
        LighterageSession session,
        Direction direction,
        long id,
        boolean text,
        OptionalLong length,
        Map<String, String> metadata)
        implements TransferEvent {

    /** 0. */
    @Override
    public long bytes() {
        return 0;
    }
}
