package org.lighterage.transfer;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.lighterage.wire.CloseCodes;
import org.lighterage.wire.Frame;
import org.lighterage.wire.FrameReader;
import org.lighterage.wire.FrameWriter;
import org.lighterage.wire.ProtocolException;

/**
 * Counted frames that wait for room, in order. They wait as bytes and not as objects, so that a window full of tiny
 * frames costs little more than itself; those that were acted on already and only have to be counted are a number.
 * The blocks that are read from and written to are in memory, and what is between them is where messages wait that are
 * reassembled, counted as they are. Where there is no room in any file either they stay in memory, up to {@value #MOST_KEPT} bytes;
 * beyond that the transport has to go, since its peer still has all of them. Guarded by the receiving lock.
 */
final class PendingFrames {

    private static final Logger LOG = System.getLogger(PendingFrames.class.getName());

    private static final int LEAST_BLOCK = 1024;
    private static final int MOST_BLOCK = 64 * 1024;

    /** Bytes of blocks for which there is no room where messages wait, and which stay in memory all the same. */
    private static final int MOST_KEPT = 4 << 20;

    /** The longest ABORT without its reason. */
    private static final int MAX_ABORT = 16;

    /**
     * Frames, each after its length as an int; a negative int instead stands for so many frames that are only counted.
     * None lies in two blocks.
     */
    private static final class Block {

        /** Written up to the position; null while the block is in the store. */
        ByteBuffer bytes;

        /** Where the first frame that still waits begins. */
        int start;

        /** Bytes that the store did not take. */
        int kept;

        /** Bytes of a block that was to go to the store. */
        private int length;

        Block(int capacity) {
            bytes = ByteBuffer.allocate(capacity);
        }

        int first() {
            return bytes.getInt(start);
        }

        void putAway(BlockStore store) {
            length = bytes.position();
            if (store.offer(bytes.duplicate().flip())) {
                bytes = null;
            } else {
                kept = length;
            }
        }

        void takeBack(BlockStore store) throws IOException {
            byte[] taken = new byte[length];
            store.take(taken);
            bytes = ByteBuffer.wrap(taken).position(length);
        }
    }

    /** Null of {@link #NONE}. */
    private final BlockStore store;

    private final LazyQueue<Block> blocks = new LazyQueue<>();

    /** The block that is written to, the last. */
    private Block lastBlock;

    /** Made when the first frame is read, as most sessions never have one here. */
    private FrameReader reader;

    /** Ids of messages whose END waits, and of those whose ABORT does; made when the first comes. */
    private Set<Long> ends = Set.of();

    private Set<Long> aborts = Set.of();

    /** How many of the frames take an id. */
    private int begins;

    private long bytes;

    /** Bytes that are in memory since the store did not take them. */
    private int kept;

    private boolean lastIsRun;

    /** The first frame, where it was decoded already. */
    private Frame head;

    /** Of sessions that have none: it stays empty, since {@link #orNew} gives another to add to. */
    static final PendingFrames NONE = new PendingFrames(null);

    private PendingFrames(BlockStore store) {
        this.store = store;
    }

    /** These, or where they are {@link #NONE} others that can be added to. */
    PendingFrames orNew(Buffers buffers) {
        return this == NONE ? new PendingFrames(new BlockStore(buffers)) : this;
    }

    /** Frees what is stored; these are not used any more. */
    void drop() {
        if (store != null) {
            store.clear();
        }
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /**
     * Adds a frame that is to be processed in its turn; its bytes are copied.
     *
     * @throws ProtocolException as the others that add: there is no room, and the transport is to be closed with 1011
     */
    void add(Frame frame, int length) throws ProtocolException {
        if (frame instanceof Frame.End end) {
            ends = with(ends, end.id());
        } else if (frame instanceof Frame.Begin || frame instanceof Frame.Reference) {
            begins++;
        }
        write(frame, length);
    }

    /** Adds an ABORT, whose reason matters no more. */
    void addAbort(Frame.Abort abort) throws ProtocolException {
        aborts = with(aborts, abort.id());
        write(new Frame.Abort(abort.id(), abort.code(), ""), MAX_ABORT);
    }

    private static Set<Long> with(Set<Long> ids, long id) {
        Set<Long> more = ids.isEmpty() ? new HashSet<>() : ids;
        more.add(id);
        return more;
    }

    private static Set<Long> without(Set<Long> ids, long id) {
        if (!ids.isEmpty()) {
            ids.remove(id);
        }
        return ids.isEmpty() ? Set.of() : ids;
    }

    private void write(Frame frame, int maxLength) throws ProtocolException {
        ByteBuffer block = room(Integer.BYTES + maxLength);
        int start = block.position();
        FrameWriter.write(frame, block.position(start + Integer.BYTES));
        int length = block.position() - start - Integer.BYTES;
        block.putInt(start, length);
        bytes += length;
        lastIsRun = false;
    }

    /** Adds a frame that was acted on already and in its turn is only counted. */
    void addCounted() throws ProtocolException {
        if (lastIsRun) {
            ByteBuffer block = lastBlock.bytes;
            int index = block.position() - Integer.BYTES;
            block.putInt(index, block.getInt(index) - 1);
        } else {
            room(Integer.BYTES).putInt(-1);
            lastIsRun = true;
        }
    }

    private ByteBuffer room(int length) throws ProtocolException {
        if (blocks.isEmpty() || lastBlock.bytes.remaining() < length) {
            if (blocks.size() > 1) {
                putLastAway();
            }
            long usual = Math.max(LEAST_BLOCK, Math.min(bytes, MOST_BLOCK));
            lastBlock = new Block((int) Math.max(length, usual));
            blocks.add(lastBlock);
        }
        return lastBlock.bytes;
    }

    private void putLastAway() throws ProtocolException {
        lastBlock.putAway(store);
        kept += lastBlock.kept;
        if (kept > MOST_KEPT) {
            throw new ProtocolException(
                    // As 1013 would say; but Tomcat's clients take that for a violation, and do not come back.
                    CloseCodes.INTERNAL_ERROR,
                    "no-capacity",
                    "over " + MOST_KEPT + " bytes wait here, and total-memory and total-disk are used up");
        }
    }

    /** The first frame, valid until {@link #remove}; null where it is only to be counted. */
    Frame peek() throws ProtocolException {
        Block block = blocks.peek();
        if (block.bytes == null) {
            takeBack(block);
        }
        if (head == null && block.first() >= 0) {
            reader = reader == null ? new FrameReader(Integer.MAX_VALUE) : reader;
            head = reader.read(block.bytes.slice(block.start + Integer.BYTES, block.first()), true);
        }
        return head;
    }

    private void takeBack(Block block) throws ProtocolException {
        try {
            block.takeBack(store);
        } catch (IOException e) {
            // Where our files lie is not the peer's business.
            LOG.log(Level.WARNING, "Frames that waited in a file cannot be read; their connection is closed", e);
            throw new ProtocolException(
                    CloseCodes.INTERNAL_ERROR, "buffer-failed", "frames that waited here cannot be read again");
        }
    }

    /** Bytes that the first frame, one that is not only counted, takes of our WINDOW. */
    int peekWindowBytes() {
        return head instanceof Frame.Abort ? 0 : blocks.peek().first();
    }

    /** Removes the first frame, which {@link #peek} gave. */
    void remove() {
        Block block = blocks.peek();
        int first = block.first();
        if (first < 0) {
            block.bytes.putInt(block.start, first + 1);
            block.start += first == -1 ? Integer.BYTES : 0;
        } else {
            forget(head);
            head = null;
            bytes -= first;
            block.start += Integer.BYTES + first;
        }
        if (block.start == block.bytes.position()) {
            kept -= blocks.poll().kept;
            if (blocks.isEmpty()) {
                lastBlock = null;
                lastIsRun = false;
            }
        }
    }

    private void forget(Frame frame) {
        if (frame instanceof Frame.End end) {
            ends = without(ends, end.id());
        } else if (frame instanceof Frame.Abort abort) {
            aborts = without(aborts, abort.id());
        } else if (frame instanceof Frame.Begin || frame instanceof Frame.Reference) {
            begins--;
        }
    }

    boolean hasEnd(long id) {
        return ends.contains(id);
    }

    boolean hasAbort(long id) {
        return aborts.contains(id);
    }

    /** How many frames that take an id wait here. */
    int begins() {
        return begins;
    }
}
