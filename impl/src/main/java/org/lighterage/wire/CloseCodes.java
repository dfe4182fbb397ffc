package org.lighterage.wire;

/** WebSocket close codes (RFC 6455, section 7.4) as PROTOCOL.md, sections 7 and 10, uses them. */
public final class CloseCodes {

    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int UNSUPPORTED_DATA = 1003;
    public static final int NO_STATUS = 1005;
    public static final int ABNORMAL = 1006;
    public static final int INVALID_DATA = 1007;
    public static final int POLICY_VIOLATION = 1008;
    public static final int TOO_BIG = 1009;
    public static final int INTERNAL_ERROR = 1011;
    public static final int SERVICE_RESTART = 1012;
    public static final int TRY_AGAIN_LATER = 1013;
    public static final int BAD_GATEWAY = 1014;

    /** Most UTF-8 bytes of the reason of a close frame (RFC 6455, section 5.5). */
    public static final int MAX_REASON = 123;

    private CloseCodes() {}

    /**
     * Whether a transport that was closed with this code is lost, so that its session may be resumed; after any other
     * code the session has ended (PROTOCOL.md, section 7).
     */
    public static boolean isLost(int code) {
        return switch (code) {
            case GOING_AWAY,
                    NO_STATUS,
                    ABNORMAL,
                    TOO_BIG,
                    INTERNAL_ERROR,
                    SERVICE_RESTART,
                    TRY_AGAIN_LATER,
                    BAD_GATEWAY -> true;
            default -> false;
        };
    }

    /** The reason, cut at a character to the {@value #MAX_REASON} UTF-8 bytes that a close frame carries. */
    public static String reason(String reason) {
        return Utf8.cut(reason, MAX_REASON);
    }
}
