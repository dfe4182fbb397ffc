package org.lighterage.benchmarks.experiment;

import java.util.List;
import java.util.Set;
import org.lighterage.benchmarks.app.Kind;

/**
 * How much is measured. Lengths are in bytes.
 *
 * @param kinds of messages whose throughput is measured
 * @param length of a long binary message
 * @param textLength of a long text
 * @param lengthOnPlatforms of a long message on servers other than Tomcat
 * @param sizes of messages whose throughput is compared
 * @param lengthInManySessions of each message where there are many sessions
 * @param lengthOfStream of messages whose first byte is waited for
 * @param latencyLength of the message during which short ones are sent, over loopback
 * @param shapedLatencyLength the same over a link of 20 MB/s
 * @param idleSessions whose memory is measured
 * @param halfSentMessages whose memory is measured
 */
public record Plan(
        Rounds rounds,
        List<Kind> kinds,
        int length,
        int textLength,
        int lengthOnPlatforms,
        List<Integer> sizes,
        int lengthInManySessions,
        int lengthOfStream,
        int latencyLength,
        int shapedLatencyLength,
        int idleSessions,
        int halfSentMessages) {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /** How often contenders have their turn: before anything counts, and after. */
    public record Rounds(int warmUp, int measured) {}

    /** Measures nothing that counts, but tries all. */
    private static final Plan CHECK = new Plan(
            new Rounds(0, 1),
            List.of(Kind.values()),
            2 * MIB,
            MIB,
            2 * MIB,
            List.of(KIB, 2 * MIB),
            32 * KIB,
            MIB,
            4 * MIB,
            4 * MIB,
            100,
            20);

    /** Ends within three minutes. */
    private static final Plan QUICK = new Plan(
            new Rounds(2, 3),
            List.of(Kind.BINARY, Kind.ASCII),
            32 * MIB,
            16 * MIB,
            32 * MIB,
            List.of(KIB, MIB, 16 * MIB, 64 * MIB),
            MIB,
            16 * MIB,
            128 * MIB,
            128 * MIB,
            2_000,
            200);

    /** Ends within half an hour. */
    private static final Plan FULL = new Plan(
            new Rounds(2, 7),
            List.of(Kind.values()),
            256 * MIB,
            256 * MIB,
            256 * MIB,
            List.of(KIB, 32 * KIB, MIB, 16 * MIB, 256 * MIB, 1024 * MIB),
            16 * MIB,
            64 * MIB,
            1024 * MIB,
            1024 * MIB,
            10_000,
            1_000);

    /** What takes too long to be run unless it is asked for by name. */
    private static final Set<String> NOT_IN_QUICK = Set.of("Platforms", "ChunkSizes");

    /** Whether an experiment belongs to it. */
    public boolean includes(Experiment experiment) {
        return this != QUICK || !NOT_IN_QUICK.contains(experiment.name());
    }

    /** The plan of that name. */
    public static Plan of(String scale) {
        return switch (scale) {
            case "check" -> CHECK;
            case "quick" -> QUICK;
            case "full" -> FULL;
            default -> throw new IllegalArgumentException(
                    "-Dbenchmarks.scale=" + scale + " is none of check, quick and full");
        };
    }
}
