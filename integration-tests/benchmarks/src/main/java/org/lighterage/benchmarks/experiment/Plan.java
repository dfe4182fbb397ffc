package org.lighterage.benchmarks.experiment;

import java.util.List;
import java.util.Set;
import org.lighterage.benchmarks.app.Kind;

/**
 * How much is measured. Lengths are in bytes.
 *
 * @param heap of servers and of the client, as virtual machines take it
 * @param kinds of messages whose throughput is measured
 * @param length of a long binary message
 * @param textLength of a long text
 * @param mediumLength of a message where more servers than one are compared
 * @param sizes of messages whose throughput is compared
 * @param sessions that there are at once
 * @param lengthInManySessions of each message where there are many sessions
 * @param lengthOfStream of messages whose first byte is waited for
 * @param lengthOverLongPaths of messages over links of a long delay
 * @param latencyLength of the message during which short ones are sent, over loopback
 * @param shapedLatencyLength the same over a link of 20 MB/s
 * @param idleSessions whose memory is measured
 * @param halfSentMessages whose memory is measured
 */
public record Plan(
        Rounds rounds,
        String heap,
        List<Kind> kinds,
        int length,
        int textLength,
        int mediumLength,
        List<Integer> sizes,
        List<Integer> sessions,
        int lengthInManySessions,
        int lengthOfStream,
        int lengthOverLongPaths,
        int latencyLength,
        int shapedLatencyLength,
        int idleSessions,
        int halfSentMessages) {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    /**
     * What servers are given. The heap is as large from the start: one that shrinks after a collection would be given back to
     * the system and taken anew. The young generation is small, so that it goes round in memory that has been touched: the
     * first touch of each page costs as much as many a transfer, most of all where the machine is virtual.
     */
    List<String> jvmArguments() {
        return List.of("-Xms" + heap, "-Xmx" + heap, "-Xmn256m");
    }

    /** How often contenders have their turn: before anything counts, and after. */
    public record Rounds(int warmUp, int measured) {}

    /** Measures nothing that counts, but tries all. */
    private static final Plan CHECK = new Plan(
            new Rounds(0, 1),
            "1g",
            List.of(Kind.values()),
            2 * MIB,
            MIB,
            2 * MIB,
            List.of(KIB, 2 * MIB),
            List.of(1, 10),
            32 * KIB,
            MIB,
            2 * MIB,
            4 * MIB,
            4 * MIB,
            100,
            20);

    /** Ends within some minutes. */
    private static final Plan QUICK = new Plan(
            new Rounds(1, 3),
            "2g",
            List.of(Kind.BINARY, Kind.ASCII),
            32 * MIB,
            16 * MIB,
            32 * MIB,
            List.of(KIB, 16 * MIB, 64 * MIB),
            List.of(1, 100),
            512 * KIB,
            4 * MIB,
            24 * MIB,
            64 * MIB,
            128 * MIB,
            2_000,
            200);

    /**
     * Ends within two hours. The heap is for the longest message as an ordinary text. Eight rounds go before any counts: so long
     * the compiler goes on making long messages faster, ordinary ones most of all.
     */
    private static final Plan FULL = new Plan(
            new Rounds(8, 5),
            "6g",
            List.of(Kind.values()),
            256 * MIB,
            128 * MIB,
            64 * MIB,
            List.of(KIB, 32 * KIB, MIB, 16 * MIB, 256 * MIB, 1024 * MIB),
            List.of(1, 10, 100),
            4 * MIB,
            16 * MIB,
            24 * MIB,
            1024 * MIB,
            1024 * MIB,
            10_000,
            1_000);

    /** What takes too long to be run unless it is asked for by name. */
    private static final Set<String> NOT_IN_QUICK = Set.of(
            "Parts", "Placement", "Platforms", "Sizes", "LongPaths", "ChunkSizes", "ServerMemory", "SessionMemory");

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
