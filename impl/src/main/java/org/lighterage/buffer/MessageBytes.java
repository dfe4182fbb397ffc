package org.lighterage.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes in memory up to a threshold, then in one spill file; never partly here and partly there. Bytes in memory may be
 * forgotten, and count against the threshold no more. Memory counts against the budget by its capacity. Not thread-safe: the lock of {@link MessageBuffer} guards it.
 */
final class MessageBytes {

    private static final long ARRAY_GROWTH = 16;

    /** How much more than of others waits in memory of a message that is being read: what comes in bursts is read in the next moment. */
    private static final long READ_AHEAD = 4;

    /**
     * The same while half of the budget is free. A reader that is as fast as its peer on the whole falls behind for some
     * milliseconds, and a file takes both more time than all else.
     */
    private static final long FREE_READ_AHEAD = 16;

    private final BufferBudget budget;
    private final SpillDirectory directory;

    /** Bytes in memory beyond which the message goes to the file. */
    private final long threshold;

    /** Bytes that may wait, in memory, to be read: the threshold, and more of a message that is being read. */
    private long most;

    /** The same while half of the budget is free. */
    private long mostWhileFree;

    /** Bytes of a message that is to become one array, or -1. */
    private final long wholeLength;

    /** The bytes while they are in memory; empty once they are in the file. */
    private Segments segments = new Segments(0);

    /** Where the bytes are once they are not in memory, else null. */
    private SpillFile file;

    /** Where the file begins to hold bytes. */
    private long spilledFrom;

    private long length;

    /** Up to here bytes are forgotten. */
    private long forgotten;

    MessageBytes(BufferBudget budget, SpillDirectory directory, long memoryThreshold, long wholeLength) {
        this.wholeLength = wholeLength;
        this.budget = budget;
        this.directory = directory;
        this.threshold = memoryThreshold;
        this.most = memoryThreshold;
        this.mostWhileFree = memoryThreshold;
    }

    long length() {
        return length;
    }

    /** Null while the bytes are in memory. */
    SpillFile file() {
        return file;
    }

    /** The bytes while there is no file. */
    Segments segments() {
        return segments;
    }

    /** Consumes the bytes; where it throws, they are not consumed, and nothing has changed. */
    void append(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        if (file != null) {
            appendToFile(bytes);
        } else if (!appendToMemory(bytes)) {
            spill(bytes);
        }
        length += count;
    }

    /** Somebody reads the message while it comes, or is about to, so that more may wait. */
    void readAhead() {
        most = READ_AHEAD * threshold;
        mostWhileFree = mostAhead();
    }

    long mostAhead() {
        return FREE_READ_AHEAD * threshold;
    }

    /**
     * Nobody reads bytes before an offset any more. In a file they stay until that has nothing else: then it is deleted, and
     * what comes next waits in memory again.
     */
    void forget(long offset) {
        if (file == null) {
            budget.releaseMemory(segments.forget(offset, threshold));
            forgotten = offset;
        } else if (offset == length) {
            releaseFile();
            segments = new Segments(length);
            forgotten = offset;
        }
    }

    /** Consumes bytes that nobody wants any more. */
    void drop(ByteBuffer bytes) {
        length += bytes.remaining();
        bytes.position(bytes.limit());
    }

    private boolean appendToMemory(ByteBuffer bytes) {
        int count = bytes.remaining();
        long waiting = length - forgotten + count;
        if (waiting > mostWhileFree) {
            return length + count <= wholeLength && forgotten == 0 && appendToArray(bytes);
        }
        int growth = segments.growthFor(count, mostWhileFree);
        if (growth > 0) {
            // They are too short for what comes now.
            budget.releaseMemory(segments.dropSpare());
        }
        boolean taken = waiting <= most ? budget.tryMemory(growth) : budget.tryHalfOfMemory(growth);
        if (!taken) {
            return false;
        }
        segments.append(bytes, growth);
        return true;
    }

    /**
     * Appends to the array that the message is to become, or to one on the way there: none is longer than sixteen times what
     * has come, whatever was announced. On the way a fifteenth more is copied. With arrays of four times as much it was a third,
     * which a message of 256 MiB took a tenth longer for.
     */
    private boolean appendToArray(ByteBuffer bytes) {
        long needed = length + bytes.remaining();
        if (needed > segments.capacity()) {
            int size = (int) Math.min(wholeLength, ARRAY_GROWTH * needed);
            // What is there already is garbage as soon as it is copied.
            long growth = size - segments.capacity();
            if (!budget.tryHalfOfMemory(growth)) {
                return false;
            }
            try {
                segments.gather(size);
            } catch (OutOfMemoryError e) {
                // The heap has no room for it in one piece, which is no reason to lose the message, or more.
                budget.releaseMemory(growth);
                return false;
            }
        }
        segments.append(bytes, 0);
        return true;
    }

    private void spill(ByteBuffer bytes) throws IOException {
        // Before that the file has a hole, which takes no room.
        long from = segments.start();
        long total = length - from + bytes.remaining();
        takeDisk(total);
        SpillFile created = null;
        try {
            created = directory.createFile();
            segments.writeTo(created);
            writeAll(created, bytes);
        } catch (IOException | RuntimeException e) {
            budget.releaseDisk(total);
            if (created != null) {
                created.delete();
            }
            throw e;
        }
        file = created;
        spilledFrom = from;
        releaseMemory();
    }

    private void appendToFile(ByteBuffer bytes) throws IOException {
        int count = bytes.remaining();
        takeDisk(count);
        try {
            writeAll(file, bytes);
        } catch (IOException | RuntimeException e) {
            budget.releaseDisk(count);
            throw e;
        }
    }

    /** Consumes the bytes only once all are written; what a failure left in the file is written over by the next. */
    private void writeAll(SpillFile target, ByteBuffer bytes) throws IOException {
        target.write(bytes.duplicate(), length);
        bytes.position(bytes.limit());
    }

    private void takeDisk(long count) throws BudgetExceededException {
        if (!budget.tryDisk(count)) {
            throw BudgetExceededException.disk(count, budget);
        }
    }

    private void releaseMemory() {
        budget.releaseMemory(segments.capacity());
        segments = new Segments(0);
    }

    private void releaseFile() {
        file.delete();
        budget.releaseDisk(length - spilledFrom);
        file = null;
    }

    /** Frees memory and file, and gives all back to the budgets. To be called once. */
    void release() {
        releaseMemory();
        if (file != null) {
            releaseFile();
        }
    }
}
