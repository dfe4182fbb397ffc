package org.lighterage.benchmarks.contender;

import jakarta.websocket.Session;
import java.io.IOException;
import org.lighterage.benchmarks.app.Payload;

/**
 * Messages that an application cuts itself: sent by the JDK's client, and put together from what another one receives.
 *
 * @param text whether the pieces are texts
 */
record SlicedLink(JdkSocket sending, Slicing slicing, Session receiving, boolean text, AwaitingEndpoint receiver)
        implements Link {

    /** Sends all slices of a message. */
    @FunctionalInterface
    interface Slicing {

        void send(Payload payload, JdkSocket socket) throws IOException;
    }

    @Override
    public Receipt upload(Payload payload) throws Exception {
        slicing.send(payload, sending);
        return sending.awaitReceipt(payload);
    }

    @Override
    public void download(Payload payload) throws Exception {
        JakartaSocket.ask(receiving, text, payload);
        Receipt.verifyFingerprint(payload, receiver.messages.take());
    }

    @Override
    public void close() throws IOException {
        try (sending) {
            receiving.close();
        }
    }
}
