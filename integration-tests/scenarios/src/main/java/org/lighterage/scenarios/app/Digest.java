package org.lighterage.scenarios.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Length and SHA-256 of what a stream holds, as one line; of text the length in characters, and the UTF-8's hash. */
public final class Digest {

    private Digest() {}

    public static String of(InputStream bytes) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] piece = new byte[64 * 1024];
        long length = 0;
        for (int count = bytes.read(piece); count >= 0; count = bytes.read(piece)) {
            sha256.update(piece, 0, count);
            length += count;
        }
        return line(length, sha256);
    }

    public static String of(byte[] bytes) {
        MessageDigest sha256 = sha256();
        sha256.update(bytes);
        return line(bytes.length, sha256);
    }

    public static String of(Reader text) throws IOException {
        StringBuilder whole = new StringBuilder();
        char[] piece = new char[16 * 1024];
        for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
            whole.append(piece, 0, count);
        }
        return of(whole.toString());
    }

    public static String of(String text) {
        MessageDigest sha256 = sha256();
        sha256.update(text.getBytes(StandardCharsets.UTF_8));
        return line(text.length(), sha256);
    }

    private static String line(long length, MessageDigest sha256) {
        return length + " " + HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
