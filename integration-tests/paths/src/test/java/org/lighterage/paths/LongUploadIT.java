package org.lighterage.paths;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.paths.app.Cargo;
import org.lighterage.scenarios.FrameRelay;

/** A message that nobody could hold, over a network that breaks again and again. */
class LongUploadIT {

    private static final long LENGTH = Long.getLong("paths.long.upload");
    private static final int CUTS = 20;

    /** What is under way from the beginning of each connection, and keeps this path busy; WINDOW would let sixteen times as much. */
    private static final long UNDER_WAY = 1 << 20;

    /** Bytes of a frame before its payload, at most, and of the shortest full frame. */
    private static final int FRAME_HEAD = 16;

    private static final int FRAME = 31_000;

    @Test
    void arrivesOnceAndLittleOfItIsSentAgain() throws Exception {
        try (PathsServer server = PathsServer.start();
                FrameRelay relay = FrameRelay.to(server.uri("/")).cutEvery(LENGTH / (CUTS + 1), CUTS);
                LighterageClient client = Receiver.newClient()) {
            URI uri = relay.via(server.uri("/cargo/long"));
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            Receiver receiver = new Receiver();
            try (LighterageSession session = receiver.connect(client, uri)) {
                session.send(new DigestInputStream(new Cargo(LENGTH), sha256))
                        .delivered()
                        .toCompletableFuture()
                        .get(5, TimeUnit.MINUTES);
                assertThat(receiver.next())
                        .isEqualTo(LENGTH + " " + HexFormat.of().formatHex(sha256.digest()));
            }
            assertThat(receiver.isEmpty()).isTrue();
            assertThat(relay.cutsLeft()).isZero();
            assertThat(relay.connections()).isEqualTo(CUTS + 1);
            long heads = LENGTH / FRAME * FRAME_HEAD;
            assertThat(relay.bytesUp()).isBetween(LENGTH, LENGTH + heads + CUTS * UNDER_WAY);
            assertThat(server.journal("long")).containsOnlyOnce("long opens", "long takes " + LENGTH);
        }
    }
}
