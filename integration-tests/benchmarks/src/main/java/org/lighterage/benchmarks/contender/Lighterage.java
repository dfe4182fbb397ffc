package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Function;
import org.lighterage.LighterageSession;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.client.LighterageClient;

/** Lighterage, by its Java client. */
public final class Lighterage implements Contender {

    private final String name;
    private final String path;
    private final Function<Payload, LighterageReceiver> receivers;
    private final LighterageClient client;

    private Lighterage(
            String name, String path, Function<Payload, LighterageReceiver> receivers, LighterageClient client) {
        this.name = name;
        this.path = path;
        this.receivers = receivers;
        this.client = client;
    }

    /** Applications that read messages while they come. */
    public static Lighterage streamed(WebSocketContainer container, Map<String, String> settings) {
        return new Lighterage("Lighterage, streamed", "/streamed/", StreamReceiver::new, client(container, settings));
    }

    /** Applications that take messages as a whole, as ordinary ones. */
    public static Lighterage whole(WebSocketContainer container, Map<String, String> settings) {
        return new Lighterage("Lighterage, whole", "/large/", WholeReceiver::new, client(container, settings));
    }

    private static LighterageClient client(WebSocketContainer container, Map<String, String> settings) {
        LighterageClient.Builder builder =
                LighterageClient.builder().container(container).required();
        settings.forEach(builder::set);
        return builder.build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean carries(Payload payload) {
        return true;
    }

    @Override
    public Link open(Address server, Payload payload) throws Exception {
        URI uri = server.webSocket(path + (payload.kind().isText() ? "text" : "binary"));
        LighterageReceiver receiver = receivers.apply(payload);
        return new Connection(client.connectToServer((Object) receiver, uri), receiver);
    }

    @Override
    public void close() {
        client.close();
    }

    private record Connection(LighterageSession session, LighterageReceiver receiver) implements Link {

        @Override
        public Receipt upload(Payload payload) throws Exception {
            if (payload.kind().isText()) {
                session.getBasicRemote().sendText(payload.text());
            } else {
                session.getBasicRemote().sendBinary(payload.bytes());
            }
            return Receipt.verify(payload, receiver.receipts().take());
        }

        @Override
        public void download(Payload payload) throws Exception {
            String wanted = payload.toString();
            if (payload.kind().isText()) {
                session.getBasicRemote().sendBinary(ByteBuffer.wrap(wanted.getBytes(UTF_8)));
            } else {
                session.getBasicRemote().sendText(wanted);
            }
            Receipt.verifyFingerprint(payload, receiver.messages().take());
        }

        @Override
        public void close() throws IOException {
            session.close();
        }
    }
}
