package org.lighterage.benchmarks.experiment;

import java.util.List;

/** What there is. */
public final class Experiments {

    /** In the order in which they run. */
    public static final List<Experiment> ALL = List.of(
            new Frames(),
            new Parts(),
            new Throughput(),
            new Placement(),
            new Platforms(),
            new Sizes(),
            new ManySessions(),
            new ChunkSizes(),
            new LongPaths(),
            new Latency(),
            new FirstByte(),
            new ServerMemory(),
            new SessionMemory(),
            new HalfSentMessages());

    private Experiments() {}
}
