package org.lighterage.wire;

/** Why a message was given up, as ABORT and REJECT carry it (PROTOCOL.md, section 5). */
public enum OutcomeCode {
    /** Longer than MAX_MESSAGE, or than its announced length. */
    TOO_LARGE(1),
    /** Over a memory, disk or concurrency budget: try again later. */
    NO_CAPACITY(2),
    /** Nothing more came in time. */
    TIMEOUT(3),
    /** Shorter than announced, or CRC or UTF-8 wrong. */
    CORRUPT(4),
    /** An application gave up on it. */
    CANCELLED(5),
    /** A REFERENCE that the receiver cannot or may not fetch. */
    UNAVAILABLE(6),
    /** The sender's source or the receiver's buffer failed; also what an unknown code is read as. */
    FAILED(7);

    private static final OutcomeCode[] VALUES = values();

    private final int code;

    OutcomeCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static OutcomeCode of(long code) {
        for (OutcomeCode outcome : VALUES) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        return FAILED;
    }
}
