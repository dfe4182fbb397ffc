package org.lighterage.transfer;

import java.io.IOException;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.PathLimit;
import org.lighterage.wire.WireFormat;

/**
 * Finds out how long frames may be that the path to the peer lets through, from how transports were lost (PROTOCOL.md,
 * section 8). Guarded by the sending lock.
 */
final class PathSearch {

    /** Transports that are lost running, with the same frame the first unacknowledged, before a session is given up. */
    private static final int MOST_LOSSES = 12;

    /** Transports that have to be lost so before a frame is taken for the cause. */
    private static final int SUSPICIOUS_LOSSES = 2;

    /**
     * What the loss of a transport says.
     *
     * @param limit the new chunk size in bytes, or 0 where it stays as it is
     * @param hopeless whether not even the shortest frames get through
     * @param first the number of its first frame that was sent on it and not acknowledged, or 0 for none
     * @param longest of these, in bytes
     */
    record Verdict(int limit, boolean hopeless, long first, int longest) {

        static final Verdict NONE = new Verdict(0, false, 0, 0);
    }

    private int chunkSize;

    /** The number of the first unacknowledged frame when the last transport was lost, 0 for none; and how often running. */
    private long firstUnacknowledged;

    private int losses;

    /** Whether there is a limit, and nobody knows yet whether frames as long get through. */
    private boolean unconfirmed;

    PathSearch(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    /** The longest frame to be sent, in bytes. */
    int chunkSize() {
        return chunkSize;
    }

    void limit(int bytes) {
        if (bytes < chunkSize) {
            chunkSize = Math.max(WireFormat.LEAST_MAX_FRAME, bytes);
            unconfirmed = true;
        }
    }

    /** Whether the acknowledgement of a frame of that length shows that the limit is not too high, for the first time. */
    boolean isConfirmedBy(int frameLength) {
        boolean confirmed = unconfirmed && frameLength > chunkSize / 2;
        unconfirmed &= !confirmed;
        return confirmed;
    }

    /** Takes notice of a transport that was lost; {@code first} and {@code longest} as in {@link Verdict}. */
    Verdict lost(int closeCode, long first, int longest) {
        losses = first == firstUnacknowledged ? losses + 1 : 1;
        firstUnacknowledged = first;
        if (longest <= WireFormat.LEAST_MAX_FRAME) {
            return new Verdict(0, losses >= MOST_LOSSES, first, longest);
        }
        if (closeCode != CloseCodes.TOO_BIG && losses < SUSPICIOUS_LOSSES) {
            return new Verdict(0, false, first, longest);
        }
        chunkSize = PathLimit.nextChunkSize(chunkSize, longest);
        unconfirmed = true;
        return new Verdict(chunkSize, false, first, longest);
    }

    static IOException hopeless(IOException cause) {
        return new IOException(
                "The path to the peer lets no frame through: " + MOST_LOSSES
                        + " connections running were lost while the"
                        + " same frame waited for its acknowledgement, and none of the frames was longer than "
                        + WireFormat.LEAST_MAX_FRAME + " bytes; the last: " + cause.getMessage(),
                cause);
    }
}
