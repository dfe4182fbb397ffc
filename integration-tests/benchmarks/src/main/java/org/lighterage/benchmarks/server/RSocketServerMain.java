package org.lighterage.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import io.rsocket.util.ByteBufPayload;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.lighterage.benchmarks.app.Fingerprint;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * RSocket over WebSocket: a message is the payload of a request, which RSocket cuts into fragments and puts together, or a
 * stream of short payloads.
 */
public final class RSocketServerMain implements RSocket {

    /**
     * Bytes of a fragment. With ones that pass gateways, of up to 64 KiB, 256 MiB take minutes: whenever there are 16 more of
     * them the receiver copies what it has. With these that costs little.
     */
    public static final int FRAGMENT = 1 << 20;

    /** Bytes of the payloads of a stream; with its header each passes gateways that allow 64 KiB. */
    public static final int SLICE = 65_000;

    /** What a request has as its metadata that wants a payload. */
    public static final String DOWNLOAD = "download";

    private RSocketServerMain() {}

    public static void main(String[] arguments) throws IOException {
        CloseableChannel server = RSocketServer.create(SocketAcceptor.with(new RSocketServerMain()))
                .fragment(FRAGMENT)
                // Buffers as they came, which the receiver releases.
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bind(WebsocketServerTransport.create(Address.HOST, 0))
                .block();
        ServerProcess.ready(server.address().getPort(), NumbersServer.start());
        server.onClose().block();
    }

    @Override
    public Mono<Payload> requestResponse(Payload request) {
        try {
            if (request.getMetadataUtf8().equals(DOWNLOAD)) {
                return Mono.just(ByteBufPayload.create(Unpooled.wrappedBuffer(wanted(request))));
            }
            Fingerprint fingerprint = new Fingerprint();
            add(request, fingerprint);
            return Mono.just(ByteBufPayload.create(fingerprint.receipt()));
        } finally {
            request.release();
        }
    }

    @Override
    public Flux<Payload> requestStream(Payload request) {
        byte[] bytes = wanted(request);
        request.release();
        return slices(bytes);
    }

    @Override
    public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
        return collect(payloads)
                .map(fingerprint -> ByteBufPayload.create(fingerprint.receipt()))
                .flux();
    }

    private static byte[] wanted(Payload request) {
        return org.lighterage.benchmarks.app.Payload.parse(request.getDataUtf8())
                .array();
    }

    /** A message as a stream, which is made as it is asked for. */
    public static Flux<Payload> slices(byte[] message) {
        int count = (message.length + SLICE - 1) / SLICE;
        return Flux.range(0, count)
                .map(number -> ByteBufPayload.create(Unpooled.wrappedBuffer(
                        message, number * SLICE, Math.min(SLICE, message.length - number * SLICE))));
    }

    /** What a stream brings. */
    public static Mono<Fingerprint> collect(Publisher<Payload> payloads) {
        return Flux.from(payloads).reduceWith(Fingerprint::new, (fingerprint, payload) -> {
            add(payload, fingerprint);
            payload.release();
            return fingerprint;
        });
    }

    /** Adds a payload, which stays as it is. */
    public static void add(Payload payload, Fingerprint fingerprint) {
        ByteBuf data = payload.sliceData();
        for (ByteBuffer piece : data.nioBuffers()) {
            fingerprint.add(piece);
        }
    }
}
