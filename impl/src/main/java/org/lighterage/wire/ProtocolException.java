package org.lighterage.wire;

import java.time.Duration;

/**
 * The peer broke the protocol, or cannot be served as it asks: the transport is to be closed with {@link #closeCode()} and
 * {@link #getMessage()} as its reason, which names the rule, the value and the limit, and fits a close frame (PROTOCOL.md, section
 * 10). Where the close code says that the transport is lost (section 7), the session may go on with another.
 */
public final class ProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int closeCode;
    private final String rule;

    /**
     * @param rule short name of the rule, in lower case with hyphens
     * @param message what was wrong, with value and limit; {@link #getMessage()} puts the rule before it
     */
    public ProtocolException(int closeCode, String rule, String message) {
        super(CloseCodes.reason(rule + ": " + message));
        this.closeCode = closeCode;
        this.rule = rule;
    }

    /** A malformed frame, closed with 1002. */
    public static ProtocolException malformed(String rule, String message) {
        return new ProtocolException(CloseCodes.PROTOCOL_ERROR, rule, message);
    }

    /** A WebSocket text message, which has no place in the protocol; closed with 1003. */
    public static ProtocolException textMessage() {
        return new ProtocolException(
                CloseCodes.UNSUPPORTED_DATA, "text-message", "a WebSocket text message on a Lighterage connection");
    }

    /** No HELLO came in time; closed with 1008. */
    public static ProtocolException noHello(Duration timeout) {
        return new ProtocolException(
                CloseCodes.POLICY_VIOLATION, "hello-timeout", "no HELLO within " + timeout.toSeconds() + " s");
    }

    static ProtocolException truncated(String field) {
        return malformed("truncated", "the frame ends within its " + field);
    }

    public int closeCode() {
        return closeCode;
    }

    /** Short name of the rule that was broken, such as {@code varint-too-large}. */
    public String rule() {
        return rule;
    }
}
