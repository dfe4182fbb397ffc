package org.lighterage.demo.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads documents and tells what they were. */
@ApplicationScoped
public class Digests {

    private static final int PIECE = 64 * 1024;

    /** Reads a document to its end. */
    public Receipt receipt(String name, InputStream document) throws IOException {
        MessageDigest sha256 = sha256();
        byte[] piece = new byte[PIECE];
        long length = 0;
        for (int count = document.read(piece); count >= 0; count = document.read(piece)) {
            sha256.update(piece, 0, count);
            length += count;
        }
        return new Receipt(name, length, HexFormat.of().formatHex(sha256.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
