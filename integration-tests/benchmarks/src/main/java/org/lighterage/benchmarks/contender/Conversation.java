package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/**
 * A session in which a long message goes up while short ones are echoed. Sends do not wait. Echoes are given to a listener, on
 * whatever thread they come by. For one thread.
 */
public interface Conversation extends AutoCloseable {

    /** Sends a long message; completes when the server's application has it. */
    CompletableFuture<Receipt> send(Payload payload);

    /** Sends a short text, which is echoed; it does not begin with a digit, as receipts do. */
    void sendShort(String text);

    @Override
    void close() throws IOException;

    /** Begins one. */
    @FunctionalInterface
    interface Opener {

        Conversation open(Address server, Payload payload, Consumer<String> echoes) throws Exception;
    }
}
