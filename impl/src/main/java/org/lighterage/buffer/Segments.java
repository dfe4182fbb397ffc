package org.lighterage.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Bytes in memory as a list of arrays, so that nothing is copied when it grows. A new array is at most as large as what
 * is there already, or exactly what is appended, so that the capacity is never above twice the length, however small
 * the pieces, and nothing is reserved that a peer merely claimed. Arrays at the beginning may be let go of, and are spare
 * then, for what comes next. Not thread-safe: the lock of {@link MessageBuffer} guards it.
 */
final class Segments {

    /** So that a long message wastes no more than this, in bytes. */
    private static final int MAX_AHEAD = 128 * 1024;

    /** Shorter arrays are not worth keeping, in bytes. */
    private static final int LEAST_SPARE = 16 * 1024;

    private record Segment(long start, byte[] bytes) {}

    private final List<Segment> segments = new ArrayList<>();

    /**
     * Arrays that were let go of: those that are used again and again stay in the processor's caches, and new ones would have
     * to be cleared first.
     */
    private final Deque<byte[]> spare = new ArrayDeque<>(0);

    private long spareBytes;
    private long length;

    /** Offset of the first array's first byte. */
    private long start;

    /** Offset behind the last array's last byte. */
    private long end;

    /** @param start offset of the first byte that will come */
    Segments(long start) {
        this.length = start;
        this.start = start;
        this.end = start;
    }

    long length() {
        return length;
    }

    /** Offset of the first byte that is there. */
    long start() {
        return start;
    }

    /** Bytes of memory taken, by spare arrays too. */
    long capacity() {
        return end - start + spareBytes;
    }

    /** By how much the capacity has to grow for this many bytes more, where it is never to exceed the limit. */
    int growthFor(int count, long limit) {
        long missing = length + count - end;
        if (missing <= 0 || !spare.isEmpty() && spare.getLast().length >= missing) {
            return 0;
        }
        long ahead = Math.min(Math.min(capacity(), MAX_AHEAD), limit - capacity());
        return (int) Math.max(missing, ahead);
    }

    /** Consumes the bytes; growth is what {@link #growthFor} said of them. */
    void append(ByteBuffer bytes, int growth) {
        int room = (int) Math.min(end - length, bytes.remaining());
        if (room > 0) {
            Segment last = segments.get(segments.size() - 1);
            bytes.get(last.bytes, (int) (length - last.start), room);
            length += room;
        }
        if (bytes.hasRemaining()) {
            byte[] added = growth > 0 ? new byte[growth] : takeSpare();
            int count = bytes.remaining();
            bytes.get(added, 0, count);
            segments.add(new Segment(end, added));
            end += added.length;
            length += count;
        }
    }

    /** Copies all into one array of that many bytes. Nothing was forgotten. */
    void gather(int capacity) {
        byte[] all = new byte[capacity];
        read(0, ByteBuffer.wrap(all), (int) length);
        segments.clear();
        segments.add(new Segment(0, all));
        end = capacity;
    }

    private byte[] takeSpare() {
        byte[] taken = spare.removeLast();
        spareBytes -= taken.length;
        return taken;
    }

    /**
     * Lets go of the arrays that end before an offset. Returns by how many bytes that has shrunk the capacity: up to so many
     * are spare from now on instead.
     */
    long forget(long offset, long mostSpare) {
        long before = capacity();
        while (start < end && endOfFirst() <= offset) {
            start = endOfFirst();
            byte[] first = segments.remove(0).bytes;
            if (first.length >= LEAST_SPARE && spareBytes + first.length <= mostSpare) {
                spare.addLast(first);
                spareBytes += first.length;
            }
        }
        return before - capacity();
    }

    /** Lets go of spare arrays, too; returns by how many bytes that has shrunk the capacity. */
    long dropSpare() {
        long dropped = spareBytes;
        spare.clear();
        spareBytes = 0;
        return dropped;
    }

    private long endOfFirst() {
        return start + segments.get(0).bytes.length;
    }

    /** Copies bytes that are all there. */
    void read(long offset, ByteBuffer dst, int count) {
        int index = indexOf(offset);
        int rest = count;
        long next = offset;
        while (rest > 0) {
            Segment segment = segments.get(index++);
            int start = (int) (next - segment.start);
            int n = Math.min(rest, segment.bytes.length - start);
            dst.put(segment.bytes, start, n);
            next += n;
            rest -= n;
        }
    }

    void writeTo(SpillFile file) throws IOException {
        for (Segment segment : segments) {
            int used = (int) Math.min(segment.bytes.length, length - segment.start);
            file.write(ByteBuffer.wrap(segment.bytes, 0, used), segment.start);
        }
    }

    /** The array itself where everything is in one, or null; bytes behind the length may follow in it. */
    byte[] singleArray() {
        return segments.size() == 1 && start == 0 ? segments.get(0).bytes : null;
    }

    private int indexOf(long offset) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).start <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
