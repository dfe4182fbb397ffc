package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lighterage.wire.Utf8;
import org.lighterage.wire.Utf8Encoder;

/**
 * A text payload, encoded piece by piece as frames are cut, so that a long text is never held a second time as bytes.
 *
 * <p>Bytes are normally asked for in order. To give earlier ones again it remembers, every 64 KiB, which character an
 * offset begins with, encodes from there and skips. Its monitor guards it, as anchors are released without the engine's
 * lock.
 */
public final class TextSource implements Source {

    private static final int PIECE_CHARS = 4096;
    private static final int ANCHOR_DISTANCE = 64 * 1024;

    private record Anchor(long offset, int index) {}

    private final CharSequence text;

    /** Characters copied out of the text. Made, as what follows, when it is needed: an ASCII text is copied as it is. */
    private char[] piece;

    /** Bytes of the piece that have not been given, beginning at {@link #offset}. */
    private ByteBuffer encoded;

    private Deque<Anchor> anchors;
    private long offset;
    private int index;

    /** Computed when first asked for, since it takes a pass over the text; -1 before. */
    private long length = -1;

    public TextSource(CharSequence text) {
        this.text = text;
    }

    private void prepare() {
        piece = new char[PIECE_CHARS];
        encoded = ByteBuffer.allocate(Utf8Encoder.room(PIECE_CHARS)).limit(0);
        anchors = new ArrayDeque<>();
        anchors.add(new Anchor(0, 0));
    }

    /** The text itself. */
    public CharSequence text() {
        return text;
    }

    @Override
    public synchronized long length() {
        if (length < 0) {
            length = Utf8.length(text);
        }
        return length;
    }

    @Override
    public synchronized int read(long from, ByteBuffer target) {
        if (from == length()) {
            return -1;
        }
        if (text instanceof String ascii && length == ascii.length() && target.hasArray()) {
            return copy(ascii, (int) from, target);
        }
        if (piece == null) {
            prepare();
        }
        if (from != offset) {
            seek(from);
        }
        int start = target.position();
        while (target.hasRemaining() && offset < length) {
            if (!encoded.hasRemaining()) {
                encodeNext();
            }
            int count = Math.min(encoded.remaining(), target.remaining());
            target.put(encoded.array(), encoded.position(), count);
            skip(count);
        }
        return target.position() - start;
    }

    /** A text with as many bytes as characters has nothing but ASCII, which is in the low bytes of the characters. */
    @SuppressWarnings(
            "deprecation") // Since it gives low bytes, which is what is wanted; nothing else copies into an array.
    private static int copy(String ascii, int from, ByteBuffer target) {
        int count = Math.min(ascii.length() - from, target.remaining());
        ascii.getBytes(from, from + count, target.array(), target.arrayOffset() + target.position());
        target.position(target.position() + count);
        return count;
    }

    private void encodeNext() {
        if (offset - anchors.getLast().offset() >= ANCHOR_DISTANCE) {
            anchors.addLast(new Anchor(offset, index));
        }
        int end = Utf8.endOfPiece(text, index, PIECE_CHARS);
        Utf8.copyChars(text, index, end, piece);
        encoded.position(0).limit(Utf8Encoder.encode(piece, end - index, encoded.array()));
        index = end;
    }

    private void skip(int count) {
        encoded.position(encoded.position() + count);
        offset += count;
    }

    private void seek(long from) {
        if (from < anchors.getFirst().offset()) {
            throw new IllegalArgumentException("Offset " + from + " was released before");
        }
        while (anchors.getLast().offset() > from) {
            anchors.removeLast();
        }
        Anchor anchor = anchors.getLast();
        offset = anchor.offset();
        index = anchor.index();
        encoded.limit(0);
        while (offset < from) {
            if (!encoded.hasRemaining()) {
                encodeNext();
            }
            skip((int) Math.min(encoded.remaining(), from - offset));
        }
    }

    @Override
    public synchronized long readableFrom() {
        return anchors == null ? 0 : anchors.getFirst().offset();
    }

    @Override
    public long memory() {
        return text.length();
    }

    @Override
    public boolean endsAt(long from) {
        return from == length();
    }

    @Override
    public synchronized void release(long before) {
        while (anchors != null && anchors.size() > 1) {
            Anchor first = anchors.removeFirst();
            if (anchors.getFirst().offset() > before) {
                anchors.addFirst(first);
                return;
            }
        }
    }
}
