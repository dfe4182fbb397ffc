package org.lighterage.transfer;

/** Whether messages may overtake one another (PROTOCOL.md, section 5). */
public enum Ordering {
    /** The next message begins only after the END of the one before. */
    STRICT,
    /** Up to the peer's MAX_CONCURRENT messages are under way at once, and short ones pass between their frames. */
    INTERLEAVED
}
