package org.lighterage.wire;

/**
 * What the sender of a HELLO accepts (PROTOCOL.md, section 3).
 *
 * @param maxFrame the longest frame, in bytes, type byte included
 * @param maxMessage the longest message, in bytes (text: of its UTF-8)
 * @param window bytes of counted frames, type bytes included, sent and not yet acknowledged
 * @param maxConcurrent messages begun and not yet ended or aborted
 * @param resumeSeconds a server: how long it keeps the session after its transport is lost, 0 not at all; a client: 0
 *     when it will not come back
 * @param nonce a random number of a client, by which it recognises an echo; {@link #NO_NONCE} for none
 */
public record Settings(
        long maxFrame, long maxMessage, long window, long maxConcurrent, long resumeSeconds, long nonce) {

    public static final long NO_NONCE = -1;

    /** What holds before a HELLO has come; each also stands for what a HELLO leaves out. */
    public static final Settings DEFAULTS = new Settings(
            WireFormat.DEFAULT_MAX_FRAME,
            WireFormat.DEFAULT_MAX_MESSAGE,
            WireFormat.DEFAULT_WINDOW,
            WireFormat.DEFAULT_MAX_CONCURRENT,
            WireFormat.DEFAULT_RESUME_SECONDS,
            NO_NONCE);
}
