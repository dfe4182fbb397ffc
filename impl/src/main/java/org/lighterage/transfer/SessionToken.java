package org.lighterage.transfer;

import java.security.SecureRandom;
import java.util.Arrays;
import org.lighterage.wire.WireFormat;

/** By which a client proves that a session is its own (PROTOCOL.md, section 7). Whoever knows it can take the session over. */
public final class SessionToken {

    private final byte[] bytes;

    private SessionToken(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The token of a HELLO; null where that has none. */
    public static SessionToken of(byte[] bytes) {
        return bytes.length == 0 ? null : new SessionToken(bytes.clone());
    }

    static SessionToken random(SecureRandom random) {
        byte[] bytes = new byte[WireFormat.TOKEN_LENGTH];
        random.nextBytes(bytes);
        return new SessionToken(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionToken that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Says nothing of it: it is a secret, and logs are not. */
    @Override
    public String toString() {
        return "SessionToken";
    }
}
