package org.lighterage;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a WebSocket endpoint exchange messages of any size.
 *
 * <p>Put on an ordinary {@code @ServerEndpoint}; nothing else about the endpoint changes. Peers that negotiate the
 * Lighterage protocol exchange messages in frames of at most {@link #chunkSize}, reassembled on receipt in memory and
 * beyond a threshold in a file. Other peers are served by ordinary WebSocket messages; what they send may be as long as
 * their container's path lets through.
 *
 * <p>Every attribute may be left out. It then has the value of the configuration property of the same name, and where
 * that is missing the documented default. A property for this endpoint alone, {@code lighterage.<name>.<key>}, wins
 * over the attribute. Sizes are written {@code 65535}, {@code 32KiB}, {@code 1MiB}, {@code 1GiB}; durations
 * {@code 30s}, {@code 500ms}, {@code 5m} or in ISO-8601.
 *
 * <p>The annotation is a CDI stereotype, which makes the class a bean also in archives that discover annotated classes
 * only. It is not inherited.
 */
@Documented
@Stereotype
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LargeMessages {

    /** The name in the properties of this endpoint; by default the simple name of the class. */
    String name() default "";

    /** Longest message that is accepted, in bytes; property {@code max-message-size}, by default 64MiB. */
    String maxMessageSize() default "";

    /**
     * Longest frame that is sent, in bytes, from 1024 to 1MiB; property {@code chunk-size}, by default 32000. It must
     * be no more than the smallest limit on the path.
     */
    String chunkSize() default "";

    /**
     * Bytes of one incoming message that are kept in memory; a longer one waits in a file. Of one that is read while it comes
     * four times as many may wait to be read, and sixteen times while half of {@code total-memory} is free; so long, one that is
     * taken as an array, a buffer or a String stays in memory. Property {@code memory-threshold}, by default 1MiB.
     */
    String memoryThreshold() default "";

    /**
     * Bytes that a peer may send ahead of acknowledgements, at least 64KiB; property {@code window}, by default 16MiB.
     * Peers use of it what keeps the path busy, which is its rate times its round trip.
     */
    String window() default "";

    /**
     * Bytes of short messages that sends without waiting may have queued in one session; beyond it one fails at once.
     * Property {@code send-queue}, by default 64MiB.
     */
    String sendQueue() default "";

    /**
     * Messages that a peer may have under way at once, from 1 to 1024; property {@code max-concurrent}, by default 8.
     */
    String maxConcurrent() default "";

    /**
     * Whether messages arrive in the order in which they were sent, {@code strict}, or short ones may overtake long
     * ones, {@code interleaved}; property {@code ordering}, by default strict.
     */
    String ordering() default "";

    /**
     * Whether methods that read streams are called when the first frame of a message has come, and read while the rest
     * comes; property {@code streaming}, by default false. This is for {@code @OnMessage} methods with
     * {@code InputStream} or {@code Reader}, and for what decoders of streams make; the others always get whole
     * messages.
     *
     * <p>A message is verified once its stream has ended. Where it is aborted, corrupt, too long or stalled, or the
     * connection is lost, reading throws an {@code IOException} that says so, a {@link TransferException} where there
     * is a code. What the method leaves unread is received, verified and dropped. The peer is not slowed down to the
     * reader's pace, since that would hold up its other messages: what was not read yet waits in memory and beyond
     * {@link #memoryThreshold} in a file. A method that reads takes a thread for as long as the message comes.
     * Callbacks still do not overlap; messages that overtake one that is being read wait for its method to return, and
     * where they become more than there is room for, the reading fails.
     *
     * <p>A decoder should read to the end, too: what one makes that stops before, as at a closing bracket, is given to
     * the method though the message may turn out to be corrupt. The decoders of {@code org.lighterage.coders} read to
     * the end.
     *
     * <p>As an annotation cannot leave a boolean open, {@code false} leaves it to the properties.
     */
    boolean streaming() default false;

    /**
     * How long an incomplete message may bring nothing new before it is rejected; property {@code receive-timeout}, by
     * default 60s.
     */
    String receiveTimeout() default "";

    /**
     * How long sending may make no progress before the messages that wait fail; property {@code send-timeout}, by
     * default 60s.
     */
    String sendTimeout() default "";

    /**
     * The least time between two {@link TransferProgressed} events of one transfer; property {@code progress-interval},
     * by default 250ms.
     */
    String progressInterval() default "";

    /**
     * How long a session whose connection is lost waits for its client to come back, and goes on where it was; in whole
     * seconds, 0 for not at all. Property {@code resume}, by default 0. Only clients that speak Lighterage come back. On a
     * {@code @ClientEndpoint} how long it tries to come back at most, by default 1 hour, where its server waits as long.
     */
    String resume() default "";

    /**
     * How long nothing may be sent on a connection before it is pinged, so that what stands between the peers keeps it; 0
     * for ever. Property {@code keepalive}, by default 20s. Sessions that were given an idle timeout by
     * {@code setMaxIdleTimeout} are not pinged. A connection that brings nothing for three times as long is taken for lost
     * where its session can go on with another.
     */
    String keepalive() default "";
}
