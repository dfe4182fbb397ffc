package org.lighterage.benchmarks.contender;

import java.util.Optional;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.Platform;

/** One way to move messages between a client and a server. Safe for use by any thread. */
public interface Contender extends AutoCloseable {

    /** As the tables call it. */
    String name();

    /** The server that only this one has; empty for one that runs on the server of the day. */
    default Optional<Platform> ownPlatform() {
        return Optional.empty();
    }

    /** Whether it can carry a message. */
    default boolean carries(Payload payload) {
        return payload.kind() == Kind.BINARY;
    }

    /**
     * Connects.
     *
     * @param payload what is to be exchanged, for those that have to know before
     */
    Link open(Address server, Payload payload) throws Exception;

    /** Frees what its links have had in common. */
    @Override
    default void close() {}
}
