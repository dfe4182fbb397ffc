package org.lighterage.transfer;

/**
 * Where a server's sessions are found by their tokens (PROTOCOL.md, section 7). Called with the engine's monitor held;
 * implementations take note and return. Safe for use by any thread.
 */
public interface Tokens {

    /** Of a session that is not to be found: a client's, or one that is not kept. */
    Tokens NONE = new Tokens() {
        @Override
        public void issued(SessionToken token) {}

        @Override
        public void revoked(SessionToken token) {}
    };

    /** From now on the token is one of the session's. */
    void issued(SessionToken token);

    /** The token serves no more. */
    void revoked(SessionToken token);
}
