package org.lighterage.benchmarks.contender;

import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.util.ByteBufPayload;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.Platform;
import org.lighterage.benchmarks.server.RSocketServerMain;
import reactor.core.publisher.Flux;

/** RSocket over WebSocket; payloads are its buffers as they came, without a copy. */
public final class RSocketTransfer implements Contender {

    private final String name;
    private final Function<RSocket, Link> links;

    private RSocketTransfer(String name, Function<RSocket, Link> links) {
        this.name = name;
        this.links = links;
    }

    /** A request with a long payload, and one that is answered by one, which RSocket cuts into fragments. */
    public static RSocketTransfer fragments() {
        return new RSocketTransfer("RSocket fragments", Fragments::new);
    }

    /** What RSocket has without fragments: a message as a stream of short payloads. */
    public static RSocketTransfer stream() {
        return new RSocketTransfer("RSocket stream", Stream::new);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Platform> ownPlatform() {
        return Optional.of(JavaServer.RSOCKET);
    }

    @Override
    public Link open(Address server, org.lighterage.benchmarks.app.Payload payload) {
        return links.apply(RSocketConnector.create()
                .fragment(RSocketServerMain.FRAGMENT)
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .connect(WebsocketClientTransport.create(Address.HOST, server.port()))
                .block());
    }

    private static Receipt verify(org.lighterage.benchmarks.app.Payload payload, Payload receipt) throws IOException {
        try {
            return Receipt.verify(payload, receipt.getDataUtf8());
        } finally {
            receipt.release();
        }
    }

    private static void close(RSocket socket) {
        socket.dispose();
        socket.onClose().onErrorComplete().block();
    }

    private record Fragments(RSocket socket) implements Link {

        @Override
        public Receipt upload(org.lighterage.benchmarks.app.Payload payload) throws IOException {
            Payload message = ByteBufPayload.create(Unpooled.wrappedBuffer(payload.array()));
            return verify(payload, socket.requestResponse(message).block());
        }

        @Override
        public void download(org.lighterage.benchmarks.app.Payload payload) throws IOException {
            Payload request = ByteBufPayload.create(payload.toString(), RSocketServerMain.DOWNLOAD);
            Payload message = socket.requestResponse(request).block();
            try {
                Fingerprint came = new Fingerprint();
                RSocketServerMain.add(message, came);
                Receipt.verify(payload, came);
            } finally {
                message.release();
            }
        }

        @Override
        public void close() {
            RSocketTransfer.close(socket);
        }
    }

    private record Stream(RSocket socket) implements Link {

        @Override
        public Receipt upload(org.lighterage.benchmarks.app.Payload payload) throws IOException {
            Flux<Payload> slices = RSocketServerMain.slices(payload.array());
            return verify(payload, socket.requestChannel(slices).blockLast());
        }

        @Override
        public void download(org.lighterage.benchmarks.app.Payload payload) throws IOException {
            Payload request = ByteBufPayload.create(payload.toString());
            Receipt.verify(
                    payload,
                    RSocketServerMain.collect(socket.requestStream(request)).block());
        }

        @Override
        public void close() {
            RSocketTransfer.close(socket);
        }
    }
}
