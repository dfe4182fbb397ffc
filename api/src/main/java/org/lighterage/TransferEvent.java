package org.lighterage;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A CDI event about one transfer of a session of an endpoint with {@link LargeMessages}, observed with
 * {@code @Observes} or {@code @ObservesAsync} as one of its four types or as this one for all of them.
 *
 * <p>A transfer is a message, in either direction, that takes more than one frame; with a peer that does not speak
 * Lighterage, more than one piece. A message of one frame is over before it could be observed, and has no events. A
 * transfer has exactly one {@link TransferStarted}, then any number of {@link TransferProgressed}, then exactly one of
 * {@link TransferCompleted} and {@link TransferFailed}. {@link #id} tells which of them belong together.
 *
 * <p>Events of one session are fired in order and one at a time, each first to its synchronous observers, then to its
 * asynchronous ones, on a thread of the library or of the server's managed executor. They do not wait for callbacks of
 * the session, since one may wait for the very transfer: an observer may run while a callback runs, on another thread.
 * The transfer does not wait for observers either. One that takes long holds up only the events of its session that
 * follow, and their end: the {@link WebSocketScoped} beans of a session are destroyed after its last event.
 *
 * <p>In synchronous observers the {@link WebSocketScoped} context of the session and a request context are active, and
 * {@code @Inject Session} gives the session. What an observer throws is logged and changes nothing about the transfer;
 * as with any event, the synchronous observers that are left are not called then.
 *
 * <p>For a type that nobody observes nothing is computed. Observers are looked for when the application is deployed.
 */
public sealed interface TransferEvent permits TransferStarted, TransferProgressed, TransferCompleted, TransferFailed {

    /** Where a message goes. */
    enum Direction {
        /** From the peer. */
        INCOMING,
        /** To the peer. */
        OUTGOING
    }

    /** The session whose message it is. */
    LighterageSession session();

    /** Where the message goes. */
    Direction direction();

    /** A number that no other transfer of the session has, in either direction. */
    long id();

    /** Whether it is a text message; otherwise it is binary. */
    boolean text();

    /** The message's length in bytes, of a text of its UTF-8; empty where its sender did not announce it. */
    OptionalLong length();

    /**
     * Bytes so far: received from the peer, or acknowledged by it; handed to the transport where the peer does not
     * speak Lighterage. Never less than in an earlier event of the transfer.
     */
    long bytes();

    /** What the sender gave along, in the sender's order; empty for none. */
    Map<String, String> metadata();
}
