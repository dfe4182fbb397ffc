package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.lighterage.benchmarks.app.Kind;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.NodeServer;
import org.lighterage.benchmarks.server.Platform;

/** What a client in Node does; links.js has its end. Each has a process of its own. */
public final class NodeContender implements Contender {

    private final String name;
    private final String link;
    private final NodeServer server;
    private final BiFunction<Address, Payload, URI> address;
    private NodeClient client;

    /** @param server null for the server of the day */
    private NodeContender(String name, String link, NodeServer server, BiFunction<Address, Payload, URI> address) {
        this.name = name;
        this.link = link;
        this.server = server;
        this.address = address;
    }

    /** {@link OrdinaryMessage}, by ws. */
    public static NodeContender ordinary() {
        return new NodeContender("one ordinary message, ws", "ordinary", null, OrdinaryMessage::address);
    }

    /** Lighterage's client over ws, which takes messages as a whole. */
    public static NodeContender lighterage() {
        return new NodeContender(
                "Lighterage, Node",
                "lighterage",
                null,
                (server, payload) ->
                        server.webSocket("/streamed/" + (payload.kind().isText() ? "text" : "binary")));
    }

    /** One binary event of Socket.IO, whose server is in Node, too. */
    public static NodeContender socketIo() {
        return new NodeContender(
                "Socket.IO binary",
                "socket.io",
                NodeServer.SOCKET_IO,
                (server, payload) -> URI.create("http://" + Address.HOST + ":" + server.port()));
    }

    /** Whether there is Node, and what the client needs has been installed. */
    public boolean isAvailable() {
        return NodeServer.SOCKET_IO.isAvailable();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Platform> ownPlatform() {
        return Optional.ofNullable(server);
    }

    @Override
    public boolean carries(Payload payload) {
        return server == null || payload.kind() == Kind.BINARY;
    }

    @Override
    public synchronized Link open(Address process, Payload payload) throws IOException {
        if (client == null) {
            client = new NodeClient();
        }
        int id = client.newId();
        String uri = address.apply(process, payload).toString();
        client.call("open", id, Map.of("contender", link, "url", uri));
        return new Connection(client, id);
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    private record Connection(NodeClient client, int id) implements Link {

        @Override
        public Receipt upload(Payload payload) throws IOException {
            return Receipt.verify(payload, client.call("upload", id, payload.toString()));
        }

        @Override
        public void download(Payload payload) throws IOException {
            Receipt.verifyFingerprint(payload, client.call("download", id, payload.toString()));
        }

        @Override
        public long cpuNanos() throws IOException {
            return Long.parseLong(client.call("cpuNanos", id, ""));
        }

        @Override
        public void collectGarbage() throws IOException {
            client.call("collectGarbage", id, "");
        }

        @Override
        public void close() throws IOException {
            client.call("close", id, "");
        }
    }
}
