package org.lighterage.benchmarks.contender;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.Platform;
import org.lighterage.benchmarks.server.TcpServer;

/** Bytes over TCP with nothing around them: a physical limit. */
public final class TcpTransfer implements Contender {

    private static final int PIECE = 1 << 18;

    @Override
    public String name() {
        return "raw TCP";
    }

    @Override
    public Optional<Platform> ownPlatform() {
        return Optional.of(JavaServer.TCP);
    }

    @Override
    public Link open(Address server, Payload payload) throws IOException {
        return new Connection(
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())));
    }

    private record Connection(SocketChannel channel, ByteBuffer piece) implements Link {

        Connection(SocketChannel channel) {
            this(channel, ByteBuffer.allocateDirect(PIECE));
        }

        @Override
        public Receipt upload(Payload payload) throws IOException {
            writeLength(payload.length());
            TcpServer.writeAll(channel, payload.bytes());
            ByteBuffer receipt = ByteBuffer.allocate(TcpServer.RECEIPT);
            if (!TcpServer.fill(channel, receipt)) {
                throw new IOException("No receipt");
            }
            return Receipt.verify(payload, new String(receipt.array(), UTF_8).trim());
        }

        @Override
        public void download(Payload payload) throws IOException {
            writeLength(-payload.length());
            Receipt.verify(payload, TcpServer.read(channel, payload.length(), piece));
        }

        private void writeLength(long length) throws IOException {
            TcpServer.writeAll(channel, ByteBuffer.allocate(8).putLong(length).flip());
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
