package org.lighterage.benchmarks.contender;

import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/** Opens sessions in which a message has been sent in half, and stays so. For one thread. */
public interface HalfSender extends AutoCloseable {

    /** As the tables call it. */
    String name();

    /** Opens one more session; returns when half of the message is under way. */
    void sendHalf(Address server, Payload message) throws Exception;

    /** Ends all of them. */
    @Override
    void close();
}
