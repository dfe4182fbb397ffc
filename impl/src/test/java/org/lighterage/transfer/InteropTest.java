package org.lighterage.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.RequiredTools;

/**
 * The Java engine and the JavaScript engine talk to each other, each as the client and as the server, over connections that
 * are cut at random, in virtual time: every message arrives exactly once and equal, in order where order is strict, unless
 * its sender was told. A failure names its seed; {@code -Dlighterage.seed=N} repeats that one, {@code -Dlighterage.rounds=N}
 * runs so many.
 */
class InteropTest {

    private static final Duration ROUNDS_FOR = Duration.ofSeconds(7);

    @TempDir
    Path spill;

    @BeforeEach
    void needsNode() {
        RequiredTools.command("node");
    }

    @Test
    void aJavaScriptClientAndAJavaServerLoseAndDoubleNothing() throws IOException {
        try (NodeSide node = new NodeSide()) {
            JavaSide java = new JavaSide(spill);
            Seeds.run(getClass(), ROUNDS_FOR, seed -> new InteropRound(seed, node, java).run(java));
        }
    }

    @Test
    void aJavaClientAndAJavaScriptServerLoseAndDoubleNothing() throws IOException {
        try (NodeSide node = new NodeSide()) {
            JavaSide java = new JavaSide(spill);
            Seeds.run(getClass(), ROUNDS_FOR, seed -> new InteropRound(seed, java, node).run(java));
        }
    }
}
