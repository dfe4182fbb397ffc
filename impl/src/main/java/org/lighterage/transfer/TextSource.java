package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lighterage.wire.Utf8;

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

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private record Anchor(long offset, int index) {}

    private final CharSequence text;

    /** Made when bytes are asked for: a short text to a plain peer is sent as it is. */
    private CharsetEncoder encoder;

    /** Characters copied out of the text, since encoding an array is many times faster than calling charAt. */
    private char[] piece;

    /** Encoded bytes not yet given; they begin at {@link #offset}. */
    private ByteBuffer encoded = NONE;

    private Deque<Anchor> anchors;
    private long offset;
    private int index;

    /** Computed when first asked for, since it takes a pass over the text; -1 before. */
    private long length = -1;

    public TextSource(CharSequence text) {
        this.text = text;
    }

    private void prepare() {
        encoder = Utf8.encoder();
        piece = new char[PIECE_CHARS];
        encoded = ByteBuffer.allocate((int) (PIECE_CHARS * encoder.maxBytesPerChar()))
                .limit(0);
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
        if (encoder == null) {
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
            target.put(target.position(), encoded, encoded.position(), count).position(target.position() + count);
            encoded.position(encoded.position() + count);
            offset += count;
        }
        return target.position() - start;
    }

    private void encodeNext() {
        if (offset - anchors.getLast().offset() >= ANCHOR_DISTANCE) {
            anchors.addLast(new Anchor(offset, index));
        }
        int end = Math.min(index + PIECE_CHARS, text.length());
        // A surrogate pair must not be cut, or each half would become a replacement character.
        if (end < text.length() && end - index > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        copyChars(index, end);
        encoded.clear();
        CoderResult result = encoder.reset().encode(CharBuffer.wrap(piece, 0, end - index), encoded, true);
        if (!result.isUnderflow()) {
            throw new IllegalStateException("UTF-8 of " + (end - index) + " characters did not fit: " + result);
        }
        encoder.flush(encoded);
        encoded.flip();
        index = end;
    }

    private void copyChars(int from, int to) {
        if (text instanceof String string) {
            string.getChars(from, to, piece, 0);
        } else {
            for (int i = from; i < to; i++) {
                piece[i - from] = text.charAt(i);
            }
        }
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
            int count = (int) Math.min(encoded.remaining(), from - offset);
            encoded.position(encoded.position() + count);
            offset += count;
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
