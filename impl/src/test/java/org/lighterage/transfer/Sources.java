package org.lighterage.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes sources for tests. */
final class Sources {

    private Sources() {}

    /** A pipe that was written and ended already. */
    static PipeSource pipeOf(byte[] payload) {
        PipeSource pipe = new PipeSource(Long.MAX_VALUE);
        offer(pipe, payload);
        pipe.end();
        return pipe;
    }

    static void offer(PipeSource pipe, byte[] bytes) {
        try {
            pipe.offer(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
