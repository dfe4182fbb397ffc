package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lighterage.LighterageSession;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.client.LighterageClient;

/**
 * Lighterage, by its Java client. That sends over the JDK's WebSockets, whose masking is the fastest, and receives over Tomcat's, which
 * have fewer threads in the way and copy less than Tyrus, unless the JDK's buffers are long.
 */
public final class Lighterage implements Contender {

    private final String name;
    private final String path;
    private final Function<Payload, LighterageReceiver> receivers;
    private final LighterageClient overJdk;
    private final LighterageClient overTomcat;

    private Lighterage(
            String name, String path, Function<Payload, LighterageReceiver> receivers, Map<String, String> settings) {
        this.name = name;
        this.path = path;
        this.receivers = receivers;
        overJdk = client(builder -> builder.httpClient(HttpClient.newHttpClient()), settings);
        overTomcat = client(builder -> builder.container(TomcatClient.container()), settings);
    }

    /** Applications that read messages while they come. */
    public static Lighterage streamed(Map<String, String> settings) {
        return new Lighterage("Lighterage, streamed", "/streamed/", StreamReceiver::new, settings);
    }

    /** Applications that take messages as a whole, as ordinary ones. */
    public static Lighterage whole() {
        return new Lighterage("Lighterage, whole", "/large/", WholeReceiver::new, Map.of());
    }

    private static LighterageClient client(
            UnaryOperator<LighterageClient.Builder> connecting, Map<String, String> settings) {
        LighterageClient.Builder builder =
                connecting.apply(LighterageClient.builder()).required();
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
        LighterageClient receiver = JdkBuffers.areLong() ? overJdk : overTomcat;
        return new PairedLink(connect(overJdk, uri, payload), connect(receiver, uri, payload));
    }

    private Link connect(LighterageClient client, URI uri, Payload payload) throws Exception {
        LighterageReceiver endpoint = receivers.apply(payload);
        return new Connection(client.connectToServer((Object) endpoint, uri), endpoint);
    }

    @Override
    public void close() {
        overJdk.close();
        overTomcat.close();
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
            JakartaSocket.ask(session, payload.kind().isText(), payload);
            Receipt.verifyFingerprint(payload, receiver.messages().take());
        }

        @Override
        public void close() throws IOException {
            session.close();
        }
    }
}
