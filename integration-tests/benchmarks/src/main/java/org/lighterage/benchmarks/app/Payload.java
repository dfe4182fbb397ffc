package org.lighterage.benchmarks.app;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A message, the same at both ends and made once at each: only what has been used last is kept.
 *
 * @param length bytes; of a text, of its UTF-8
 */
public record Payload(Kind kind, int length) {

    /** Bytes after which messages repeat themselves. */
    private static final int BLOCK = 1 << 20;

    /** Eight words each of some languages, which a mixed text has sentences of. */
    private static final String[] LANGUAGES = {
        "the ship carries containers from port to port",
        "größe straße über prüfung möglich schön natürlich können",
        "señor año información también façade élève où déjà",
        "το πλοίο φεύγει από λιμάνι προς άλλο αύριο",
        "корабль везёт груз из одного порта в другой",
        "السفينة تحمل البضائع من ميناء إلى آخر غدا",
        "जहाज माल को एक बंदरगाह से दूसरे तक",
        "เรือ บรรทุก สินค้า จาก ท่าเรือ หนึ่ง ไป อีก",
        "货轮 从 一个 港口 把 集装箱 运到 另一个",
        "貨物船 が コンテナ を 港 から 運んで いきます",
        "화물선이 항구에서 컨테이너를 다른 항구로 내일 싣고 떠난다"
    };

    private static final int WORDS_OF_SENTENCE = 12;

    /** Bytes of {@link #BLOCK}. A processor should not learn how long its characters are. */
    private static final String MIXED = makeMixed();

    private static Payload last;
    private static Object lastContent;
    private static ByteBuffer lastDirect;

    /** As {@link #toString} writes it. */
    public static Payload parse(String written) {
        String[] parts = written.split(" ");
        return new Payload(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]));
    }

    /** The whole content; not to be changed. */
    public byte[] array() {
        return (byte[]) content(new Payload(Kind.BINARY, length));
    }

    /**
     * The same outside of the heap: writing a buffer on the heap to a socket copies all that is left of it, for each part that
     * the socket takes.
     */
    public ByteBuffer directBytes() {
        synchronized (Payload.class) {
            if (lastDirect == null || lastDirect.capacity() != length) {
                lastDirect = null;
                lastDirect = ByteBuffer.allocateDirect(length).put(makeBytes()).flip();
            }
            return lastDirect.duplicate();
        }
    }

    public ByteBuffer bytes() {
        return ByteBuffer.wrap(array());
    }

    public String text() {
        return (String) content(this);
    }

    /** How many {@code char}s of a text take so many bytes on average. */
    public int charsOf(int bytes) {
        return kind == Kind.MIXED ? (int) ((long) bytes * MIXED.length() / BLOCK) : bytes;
    }

    /** What whoever gets it should find. */
    public Fingerprint fingerprint() {
        Fingerprint fingerprint = new Fingerprint();
        if (kind.isText()) {
            fingerprint.add(text());
        } else {
            fingerprint.add(bytes());
        }
        return fingerprint;
    }

    private static synchronized Object content(Payload payload) {
        if (!payload.equals(last)) {
            // Before the next is made: there may not be room for both.
            lastContent = null;
            lastContent = payload.make();
            last = payload;
        }
        return lastContent;
    }

    private Object make() {
        return switch (kind) {
            case BINARY -> makeBytes();
            case ASCII -> new String(makeCharacters(), StandardCharsets.ISO_8859_1);
            case MIXED -> MIXED.repeat(length / BLOCK) + "x".repeat(length % BLOCK);
        };
    }

    /** Records of JSON with a sentence each, filled up with x. */
    private static String makeMixed() {
        StringBuilder text = new StringBuilder();
        int bytes = 0;
        int state = 1;
        while (true) {
            state = next(state);
            String[] words = LANGUAGES[(state >>> 24) % LANGUAGES.length].split(" ");
            StringBuilder item = new StringBuilder("{\"id\":" + (state >>> 20) + ",\"text\":\"");
            for (int i = 0; i < WORDS_OF_SENTENCE; i++) {
                state = next(state);
                item.append(words[(state >>> 24) % words.length]).append(' ');
            }
            item.append("📦\"},");
            int count = item.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes + count > BLOCK) {
                return text.append("x".repeat(BLOCK - bytes)).toString();
            }
            text.append(item);
            bytes += count;
        }
    }

    /** A generator that is the same in all languages; its highest bits are the best. */
    private static int next(int state) {
        return state * 1664525 + 1013904223;
    }

    /** A block over and over. */
    private byte[] makeBytes() {
        byte[] block = new byte[BLOCK];
        int state = 1;
        for (int i = 0; i < BLOCK; i++) {
            state = next(state);
            block[i] = (byte) (state >>> 24);
        }
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at += BLOCK) {
            System.arraycopy(block, 0, bytes, at, Math.min(BLOCK, length - at));
        }
        return bytes;
    }

    private byte[] makeCharacters() {
        byte[] characters = new byte[length];
        for (int i = 0; i < length; i++) {
            characters[i] = (byte) ('a' + i % 26);
        }
        return characters;
    }

    @Override
    public String toString() {
        return kind + " " + length;
    }

    /** For people. */
    public String describe() {
        String size = length >= 1 << 30
                ? (length >> 30) + " GiB"
                : length >= 1 << 20 ? (length >> 20) + " MiB" : (length >> 10) + " KiB";
        return kind.name().toLowerCase(Locale.ROOT) + ", " + size;
    }
}
