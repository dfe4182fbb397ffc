package org.lighterage.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.lighterage.wire.Utf8;

/** A random message of {@link InteropTest}, and what has become of it. */
final class InteropMessage {

    static final String PENDING = "PENDING";

    private static final String[] CHARACTERS = {"a", "é", "€", "😀", "\ud800", "\udc00", "plain text "};

    /** What tells it from others, while it is under way. */
    final int label;

    final boolean text;

    /** What a text is, in which surrogates may be unpaired; null for binary. */
    final String characters;

    /** What arrives. */
    final byte[] payload;

    /** Its metadata as {@code key=value}; empty for none. */
    final String note;

    /** Of what length the pieces are in which a message of unknown length is written; 0 where its length is known. */
    final int piece;

    String outcome = PENDING;

    private InteropMessage(int label, String characters, byte[] payload, String note, int piece) {
        this.label = label;
        this.text = characters != null;
        this.characters = characters;
        this.payload = payload;
        this.note = note;
        this.piece = piece;
    }

    /** @param mayBeEmpty whether it may be empty; otherwise it begins with its label, and is like no other */
    static InteropMessage random(Random random, int label, boolean mayBeEmpty) {
        int[] sizes = {2, 900, 4000, 12_000, 40_000};
        boolean empty = mayBeEmpty && random.nextInt(4) == 0;
        int length = empty ? 0 : random.nextInt(sizes[random.nextInt(sizes.length)]);
        String prefix = empty ? "" : label + ";";
        String characters = random.nextBoolean() ? prefix + characters(random, length) : null;
        byte[] payload = characters == null ? bytes(random, prefix, length) : Utf8.encode(characters);
        String note = random.nextInt(4) == 0 ? "key=" + paired(random, random.nextInt(80)) : "";
        // JavaScript cannot tell a stream of nothing from one of bytes.
        int piece = !empty && random.nextInt(4) == 0 ? 1 + random.nextInt(3000) : 0;
        return new InteropMessage(label, characters, payload, note, piece);
    }

    private static String characters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    private static String paired(Random random, int length) {
        return new String(Utf8.encode(characters(random, length)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random, String prefix, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        byte[] first = prefix.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(first.length + length).put(first).put(bytes).array();
    }

    Map<String, String> metadata() {
        return note.isEmpty() ? Map.of() : Map.of("key", note.substring("key=".length()));
    }

    /** What Java sends; that of unknown length is written bit by bit. */
    Source source(Scheduler time) {
        if (piece > 0) {
            PipeSource pipe = new PipeSource(Long.MAX_VALUE);
            write(pipe, time, 0);
            return pipe;
        }
        return text ? new TextSource(characters) : new BytesSource(ByteBuffer.wrap(payload));
    }

    private void write(PipeSource pipe, Scheduler time, int from) {
        if (pipe.isClosed()) {
            return;
        }
        int to = Math.min(from + piece, payload.length);
        Sources.offer(pipe, Arrays.copyOfRange(payload, from, to));
        if (to == payload.length) {
            pipe.end();
        } else {
            time.schedule(Duration.ofMillis(to % 7), () -> write(pipe, time, to));
        }
    }

    /** What is the same for the same messages only. */
    String key() {
        return key(text, note, payload);
    }

    static String key(boolean text, String note, byte[] payload) {
        return (text ? "text " : "binary ") + note + "|" + new String(payload, StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return (text ? "text " : "binary ") + label + " of " + payload.length + " bytes, metadata " + note.length()
                + (piece > 0 ? ", in pieces" : "");
    }
}
