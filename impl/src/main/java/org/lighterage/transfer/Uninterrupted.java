package org.lighterage.transfer;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads for the message of somebody else: frames are cut on whichever thread has one to send, and where that was
 * interrupted, reading closes the file's channel (java.nio.channels.InterruptibleChannel), which is not to fail the
 * message.
 */
final class Uninterrupted {

    /** Reads from a file; where it throws a {@link ClosedByInterruptException}, the next call has another channel. */
    @FunctionalInterface
    interface Reading {

        int read() throws IOException;
    }

    private Uninterrupted() {}

    /** Reads; the thread is interrupted afterwards where it was before or meanwhile. */
    static int read(Reading reading) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return reading.read();
                } catch (ClosedByInterruptException e) {
                    interrupted = Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
