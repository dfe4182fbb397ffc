package org.lighterage.benchmarks.contender;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;

/**
 * Messages that an application cuts itself: sent by the JDK's client, and put together from what another one receives.
 *
 * @param text whether the pieces are texts
 */
record SlicedLink(JdkSocket sending, Slicing slicing, Session receiving, boolean text, AwaitingEndpoint receiver)
        implements Link {

    /**
     * Connects both clients.
     *
     * @param kind of the slices
     * @param container of the one that receives
     */
    static SlicedLink open(URI uri, Kind kind, Slicing slicing, WebSocketContainer container, AwaitingEndpoint receiver)
            throws Exception {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        return new SlicedLink(
                new JdkSocket(uri, kind),
                slicing,
                container.connectToServer(receiver, config, uri),
                kind.isText(),
                receiver);
    }

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
