package org.lighterage.benchmarks.contender;

import jakarta.websocket.Session;
import java.io.IOException;
import org.lighterage.benchmarks.app.Payload;

/** Messages that an application cuts itself: sent by the JDK's client, and put together from what another one receives. */
record SlicedLink(JdkSocket sending, Slicing slicing, Session receiving, Asking asking, AwaitingEndpoint receiver)
        implements Link {

    /** Sends all slices of a message. */
    @FunctionalInterface
    interface Slicing {

        void send(Payload payload, JdkSocket socket) throws IOException;
    }

    /** Has the server send a message. */
    @FunctionalInterface
    interface Asking {

        void ask(Session session, Payload payload) throws IOException;
    }

    @Override
    public Receipt upload(Payload payload) throws Exception {
        slicing.send(payload, sending);
        return sending.awaitReceipt(payload);
    }

    @Override
    public void download(Payload payload) throws Exception {
        asking.ask(receiving, payload);
        Receipt.verifyFingerprint(payload, receiver.messages.take());
    }

    @Override
    public void close() throws IOException {
        try (sending) {
            receiving.close();
        }
    }
}
