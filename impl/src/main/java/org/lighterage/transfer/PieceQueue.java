package org.lighterage.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.lighterage.buffer.BufferBudget;

/**
 * The decoded pieces of a text, which count against the memory budget, of which others have half. Guarded by the lock of the
 * text.
 */
final class PieceQueue {

    /** What a piece takes in the heap beside its characters, in bytes, or a little more. */
    private static final int OVERHEAD = 96;

    /** Bytes that are given back to the budget at a time. */
    private static final int STEP = 256 * 1024;

    /** @param memory bytes that it takes in the heap */
    private record Piece(String text, long memory) {}

    private final BufferBudget budget;
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /** Bytes of memory that pieces take, and what is being decoded may take. */
    private long held;

    private long inHand;

    /** Bytes that are counted against the budget. */
    private long counted;

    PieceQueue(BufferBudget budget) {
        this.budget = budget;
    }

    /**
     * Counts what is being decoded, as much as it may take in memory.
     *
     * @param most bytes that all may take together
     * @return false where there is no room for it
     */
    boolean tryDecoding(long memory, long most) {
        long needed = held + memory;
        if (needed > most) {
            return false;
        }
        if (needed > counted) {
            if (!budget.tryHalfOfMemory(needed - counted)) {
                return false;
            }
            counted = needed;
        }
        inHand = memory;
        return true;
    }

    void add(String text, int bytesOfChar) {
        Piece piece = new Piece(text, (long) bytesOfChar * text.length() + OVERHEAD);
        pieces.add(piece);
        held += piece.memory();
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** The first piece, which stays. */
    String peek() {
        return pieces.element().text();
    }

    /** Removes the first piece; what it took stays counted, for what takes its place elsewhere. */
    void remove() {
        pieces.remove();
    }

    /** Removes the first piece, and gives back what it took. */
    String take() {
        Piece piece = pieces.remove();
        held -= piece.memory();
        long spare = counted - held - inHand;
        if (spare >= STEP) {
            budget.releaseMemory(spare);
            counted -= spare;
        }
        return piece.text();
    }

    /** Nothing is decoded any more. */
    void decodingEnded() {
        inHand = 0;
    }

    /** Removes all, and gives back what is counted. May be called again. */
    void clear() {
        pieces.clear();
        held = 0;
        budget.releaseMemory(counted);
        counted = 0;
    }

    /** All of them as one. */
    String join() {
        return String.join("", pieces.stream().map(Piece::text).toList());
    }
}
