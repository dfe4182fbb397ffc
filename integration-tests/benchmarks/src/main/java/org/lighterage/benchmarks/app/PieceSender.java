package org.lighterage.benchmarks.app;

import java.io.IOException;

/** What sends one piece of a message; each is sent before the next is made. */
@FunctionalInterface
public interface PieceSender<T> {

    void send(T piece) throws IOException;
}
