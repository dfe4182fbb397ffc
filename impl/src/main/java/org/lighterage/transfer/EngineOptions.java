package org.lighterage.transfer;

import java.time.Duration;
import java.util.Objects;
import org.lighterage.wire.Settings;

/**
 * What this side of a session is willing to do.
 *
 * @param chunkSize longest frame that we send, in bytes, type byte included
 * @param maxFrame longest frame that we accept, in bytes; our MAX_FRAME
 * @param maxText longest text message that we accept, in bytes
 * @param maxBinary longest binary message that we accept, in bytes
 * @param window bytes that the peer may send ahead of our acknowledgement; our WINDOW
 * @param maxConcurrent messages that the peer may have under way at once; our MAX_CONCURRENT
 * @param ordering how our messages are ordered
 * @param resumeSeconds a server: how long it keeps the session when its transport is lost; a client: how long it tries to
 *     come back at most; 0 for not at all
 * @param handshakeTimeout how long to wait for the peer's HELLO
 * @param receiveTimeout how long a message begun may bring nothing new before it is rejected
 * @param sendTimeout how long our sending may make no progress before what waits fails
 */
public record EngineOptions(
        int chunkSize,
        long maxFrame,
        long maxText,
        long maxBinary,
        long window,
        int maxConcurrent,
        Ordering ordering,
        long resumeSeconds,
        Duration handshakeTimeout,
        Duration receiveTimeout,
        Duration sendTimeout) {

    /**
     * Written out, as the next: what Java 17 generates stays in a cache of the JDK's, and the class loader of an application
     * that has been stopped with it.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof EngineOptions options
                && chunkSize == options.chunkSize
                && maxFrame == options.maxFrame
                && maxText == options.maxText
                && maxBinary == options.maxBinary
                && window == options.window
                && maxConcurrent == options.maxConcurrent
                && ordering == options.ordering
                && resumeSeconds == options.resumeSeconds
                && handshakeTimeout.equals(options.handshakeTimeout)
                && receiveTimeout.equals(options.receiveTimeout)
                && sendTimeout.equals(options.sendTimeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(chunkSize, maxFrame, maxText, maxBinary, window);
    }

    /** Our MAX_MESSAGE: the protocol knows one limit for both kinds. */
    long maxMessage() {
        return Math.max(maxText, maxBinary);
    }

    long maxMessage(boolean text) {
        return text ? maxText : maxBinary;
    }

    /** The HELLO settings that announce these options; {@code nonce} is -1 for none. */
    Settings toSettings(long nonce) {
        return new Settings(maxFrame, maxMessage(), window, maxConcurrent, resumeSeconds, nonce);
    }
}
