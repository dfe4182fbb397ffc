package org.lighterage.wire;

/** The limit of the path between the peers, found by trying (PROTOCOL.md, section 8). */
public final class PathLimit {

    private PathLimit() {}

    /**
     * The chunk size after the path refused a frame: half the smaller of the present one and the longest unacknowledged
     * frame, in bytes, and not below {@value WireFormat#LEAST_MAX_FRAME}.
     */
    public static int nextChunkSize(int chunkSize, int longestUnacknowledged) {
        return Math.max(WireFormat.LEAST_MAX_FRAME, Math.min(chunkSize, longestUnacknowledged) / 2);
    }
}
