package org.lighterage.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that all messages of an application may take together, in memory and on disk. Whoever takes some gives the
 * same number back. Thread-safe, without locks.
 */
public final class BufferBudget {

    private final Account memory;
    private final Account disk;

    /** Limits in bytes. */
    public BufferBudget(long memory, long disk) {
        this.memory = new Account("memory", memory);
        this.disk = new Account("disk", disk);
    }

    /** Takes bytes of the memory budget, all of them or none; false where that would exceed it. */
    public boolean tryMemory(long bytes) {
        return memory.tryTake(bytes);
    }

    /** As {@link #tryMemory}; false also where more than half of the budget would then be taken. */
    public boolean tryHalfOfMemory(long bytes) {
        return memory.tryTake(bytes, memory.limit / 2);
    }

    /** @throws IllegalStateException if more would be given back than was taken */
    public void releaseMemory(long bytes) {
        memory.giveBack(bytes);
    }

    /** Takes bytes of the disk budget, all of them or none; false where that would exceed it. */
    public boolean tryDisk(long bytes) {
        return disk.tryTake(bytes);
    }

    /** @throws IllegalStateException if more would be given back than was taken */
    public void releaseDisk(long bytes) {
        disk.giveBack(bytes);
    }

    public long usedMemory() {
        return memory.used.get();
    }

    public long usedDisk() {
        return disk.used.get();
    }

    long diskLimit() {
        return disk.limit;
    }

    private static final class Account {

        private final String name;
        private final long limit;
        private final AtomicLong used = new AtomicLong();

        Account(String name, long limit) {
            this.name = name;
            this.limit = requirePositiveOrZero(limit);
        }

        boolean tryTake(long bytes) {
            return tryTake(bytes, limit);
        }

        boolean tryTake(long bytes, long most) {
            requirePositiveOrZero(bytes);
            long before;
            do {
                before = used.get();
                if (bytes > most - before) {
                    return false;
                }
            } while (!used.compareAndSet(before, before + bytes));
            return true;
        }

        void giveBack(long bytes) {
            requirePositiveOrZero(bytes);
            long before;
            do {
                before = used.get();
                if (bytes > before) {
                    throw new IllegalStateException("Cannot give " + bytes + " bytes back to the " + name
                            + " budget, only " + before + " are taken");
                }
            } while (!used.compareAndSet(before, before - bytes));
        }

        private long requirePositiveOrZero(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("The " + name + " budget cannot count " + bytes + " bytes");
            }
            return bytes;
        }
    }
}
