package org.lighterage.transfer;

import java.io.IOException;
import org.lighterage.wire.OutcomeCode;

/** One message could not be sent; the session itself may go on. */
public final class MessageFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final OutcomeCode code;

    public MessageFailedException(OutcomeCode code, String message) {
        super(message);
        this.code = code;
    }

    public MessageFailedException(OutcomeCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** What happened, as PROTOCOL.md section 5 names it. */
    public OutcomeCode code() {
        return code;
    }
}
