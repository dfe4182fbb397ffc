package org.lighterage;

import java.io.IOException;

/**
 * One message was not delivered; the session goes on where its transport does. PROTOCOL.md, section 5, has the codes.
 */
public class TransferException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why a message was not delivered. */
    public enum Code {
        /** Longer than the receiver accepts, or than was announced. */
        TOO_LARGE,
        /** Over a budget of the receiver; it may be sent again later. */
        NO_CAPACITY,
        /** No progress in time. */
        TIMEOUT,
        /** Its length or checksum was wrong on arrival, or its text not valid UTF-8. */
        CORRUPT,
        /** An application gave it up. */
        CANCELLED,
        /** The receiver cannot or may not fetch what the message refers to. */
        UNAVAILABLE,
        /** The sender's source or the receiver's buffer failed. */
        FAILED
    }

    private final Code code;

    /**
     * @param code why the message was not delivered
     * @param message what happened, with the limit that was met and what to do
     * @param cause what it was caused by, or null
     */
    public TransferException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Why the message was not delivered. */
    public Code getCode() {
        return code;
    }
}
