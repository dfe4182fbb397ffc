package org.lighterage.benchmarks.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lighterage.benchmarks.contender.Base64Slices;
import org.lighterage.benchmarks.contender.CheckedPieces;
import org.lighterage.benchmarks.contender.Contender;
import org.lighterage.benchmarks.contender.HttpTransfer;
import org.lighterage.benchmarks.contender.Lighterage;
import org.lighterage.benchmarks.contender.MemoryCopy;
import org.lighterage.benchmarks.contender.NodeContender;
import org.lighterage.benchmarks.contender.OrdinaryMessage;
import org.lighterage.benchmarks.contender.OrdinaryPieces;
import org.lighterage.benchmarks.contender.RSocketTransfer;
import org.lighterage.benchmarks.contender.SpringStomp;
import org.lighterage.benchmarks.contender.TcpTransfer;
import org.lighterage.benchmarks.server.Platform;

/** Contenders of one experiment, which closes them. Each has the client with which it is fastest. */
final class Contenders implements AutoCloseable {

    private final List<Contender> all = new ArrayList<>();

    final Contender ordinary = add(new OrdinaryMessage());
    final Contender streamed = add(Lighterage.streamed(Map.of()));
    final Contender whole = add(Lighterage.whole());
    final Contender pieces = add(new OrdinaryPieces());
    final Contender checkedPieces = add(new CheckedPieces());
    final Contender slices = add(new Base64Slices());
    final Contender rsocket = add(RSocketTransfer.fragments());
    final Contender rsocketStream = add(RSocketTransfer.stream());
    final Contender stomp = add(new SpringStomp());
    final Contender ordinaryInNode = add(NodeContender.ordinary());
    final Contender lighterageInNode = add(NodeContender.lighterage());
    final Contender socketIo = add(NodeContender.socketIo());
    final Contender http = add(new HttpTransfer());
    final Contender tcp = add(new TcpTransfer());
    final Contender memory = add(new MemoryCopy());

    private Contender add(Contender contender) {
        all.add(contender);
        return contender;
    }

    /** Those whose servers and clients can be started here; what the rest is compared with comes first. */
    List<Contender> available() throws IOException {
        List<Contender> available = new ArrayList<>();
        for (Contender contender : all) {
            Optional<Platform> own = contender.ownPlatform();
            boolean client = !(contender instanceof NodeContender node) || node.isAvailable();
            if (client && (own.isEmpty() || own.get().isAvailable())) {
                available.add(contender);
            }
        }
        return available;
    }

    /** Lighterage and what it is measured by, where so many loads are compared that all would take too long. */
    List<Contender> few() {
        return List.of(ordinary, checkedPieces, streamed, whole);
    }

    @Override
    public void close() {
        all.forEach(Contender::close);
    }
}
