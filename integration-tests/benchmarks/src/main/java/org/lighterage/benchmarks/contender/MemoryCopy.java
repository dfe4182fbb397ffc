package org.lighterage.benchmarks.contender;

import java.util.Optional;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;
import org.lighterage.benchmarks.server.JavaServer;
import org.lighterage.benchmarks.server.Platform;

/** The bytes copied once within the client: a physical limit. The server has nothing to do. */
public final class MemoryCopy implements Contender {

    @Override
    public String name() {
        return "memory copy";
    }

    @Override
    public Optional<Platform> ownPlatform() {
        return Optional.of(JavaServer.TCP);
    }

    @Override
    public Link open(Address server, Payload payload) {
        return new Copy(new byte[payload.length()]);
    }

    private record Copy(byte[] target) implements Link {

        @Override
        public Receipt upload(Payload payload) {
            long start = System.nanoTime();
            System.arraycopy(payload.array(), 0, target, 0, target.length);
            return new Receipt(start);
        }

        @Override
        public void download(Payload payload) {
            upload(payload);
        }

        @Override
        public void close() {}
    }
}
