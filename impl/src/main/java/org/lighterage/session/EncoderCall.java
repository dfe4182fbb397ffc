package org.lighterage.session;

import jakarta.websocket.EncodeException;
import java.io.IOException;

/**
 * A call of an encoder as a task, whose result and checked exceptions are there afterwards; the others come through.
 * For one thread.
 *
 * @param <R> what it encodes to
 */
final class EncoderCall<R> implements Runnable {

    /** Encodes with an encoder. */
    @FunctionalInterface
    interface Code<E, R> {

        R run(E encoder) throws IOException, EncodeException;
    }

    /** The call itself. */
    @FunctionalInterface
    interface Body<R> {

        R run() throws IOException, EncodeException;
    }

    private final Body<R> body;
    private R result;
    private IOException ioFailure;
    private EncodeException encodeFailure;

    EncoderCall(Body<R> body) {
        this.body = body;
    }

    @Override
    public void run() {
        try {
            result = body.run();
        } catch (IOException e) {
            ioFailure = e;
        } catch (EncodeException e) {
            encodeFailure = e;
        }
    }

    R result() throws IOException, EncodeException {
        if (ioFailure != null) {
            throw ioFailure;
        }
        if (encodeFailure != null) {
            throw encodeFailure;
        }
        return result;
    }
}
