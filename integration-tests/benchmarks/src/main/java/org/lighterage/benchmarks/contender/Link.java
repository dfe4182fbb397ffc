package org.lighterage.benchmarks.contender;

import java.io.IOException;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.app.ProcessNumbers;

/** A connection of a contender. Each transfer has been verified when it returns. For one thread. */
public interface Link extends AutoCloseable {

    /** Sends a message and waits until the server's application has it. */
    Receipt upload(Payload payload) throws Exception;

    /** Has a message sent by the server and waits until it is here. */
    void download(Payload payload) throws Exception;

    /** CPU time of the process that has this end of the connection. */
    default long cpuNanos() throws IOException {
        return ProcessNumbers.ofThisProcess().cpuNanos();
    }

    /** Has that process collect its garbage. */
    default void collectGarbage() throws IOException {
        ProcessNumbers.collectGarbage(1);
    }

    @Override
    void close() throws IOException;
}
