package org.lighterage.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of buffers with a budget, of which nothing is taken at the end, and a directory of their own. */
public abstract class SpillingTest {

    /** Bytes of memory, and of disk. */
    protected static final int BUDGET = 1 << 20;

    static final int THRESHOLD = 10_000;
    static final int PIECE = 4000;

    @TempDir
    Path parent;

    protected final BufferBudget budget = new BufferBudget(BUDGET, BUDGET);
    protected SpillDirectory directory;

    @BeforeEach
    void openDirectory() {
        directory = new SpillDirectory(parent);
    }

    @AfterEach
    void closeDirectory() throws IOException {
        directory.close();
        assertEquals(0, budget.usedMemory());
        assertEquals(0, budget.usedDisk());
    }
}
