package org.lighterage.transfer;

import java.security.SecureRandom;
import java.time.Duration;
import org.lighterage.wire.Frame;
import org.lighterage.wire.Settings;

/**
 * How long a session that may outlive its transport waits for the next, and by which token it is found again (PROTOCOL.md,
 * section 7). Guarded by the engine's monitor.
 */
final class Resumption {

    private static final byte[] NO_TOKEN = new byte[0];

    private final EngineOptions options;
    private final Tokens tokens;
    private final SecureRandom random;

    /** How long the peer keeps the session, or for a client whether it comes back; 0 for not. */
    private long peerSeconds;

    /** The newest: what a client presents next. Null for none. */
    private SessionToken token;

    /** A server: the one that was presented last, which serves until the client has shown that it has the newest. */
    private SessionToken presented;

    /** Ends the session when nobody comes back. */
    private Scheduler.Cancellable expiry;

    Resumption(EngineOptions options, Tokens tokens, SecureRandom random) {
        this.options = options;
        this.tokens = tokens;
        this.random = random;
    }

    /** HELLO was exchanged. */
    void agreed(Settings peer) {
        peerSeconds = peer.resumeSeconds();
    }

    boolean isPossible() {
        return peerSeconds > 0;
    }

    /** How long to wait for the next transport: as long as the server does, and a client no longer than it is to. */
    Duration patience() {
        long seconds = tokens == Tokens.NONE ? Math.min(peerSeconds, options.resumeSeconds()) : options.resumeSeconds();
        return Duration.ofSeconds(seconds);
    }

    void attached() {
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
    }

    /** Whether the session is given up unless somebody comes back. */
    boolean isWaiting() {
        return expiry != null;
    }

    void detached(Scheduler.Cancellable end) {
        expiry = end;
    }

    // ---- a client's side

    Frame.Hello hello(long processed, long nonce) {
        return hello(false, processed, token, nonce);
    }

    /** The server has given a token, or none. */
    void given(byte[] bytes) {
        token = SessionToken.of(bytes);
    }

    // ---- a server's side

    Frame.Hello answer(boolean resumed, long processed, SessionToken newest) {
        return hello(resumed, processed, newest, Settings.NO_NONCE);
    }

    /** The first HELLO of a client, or of a server that keeps no sessions. */
    static Frame.Hello hello(EngineOptions options, long nonce) {
        return new Frame.Hello(false, NO_TOKEN, 0, options.toSettings(nonce));
    }

    private Frame.Hello hello(boolean resumed, long processed, SessionToken shown, long nonce) {
        byte[] bytes = shown == null ? NO_TOKEN : shown.bytes();
        return new Frame.Hello(resumed, bytes, processed, options.toSettings(nonce));
    }

    /** The token of a new session. */
    SessionToken firstToken() {
        return issue();
    }

    /** The token after the one that was presented: only these two serve from now on. */
    SessionToken nextToken(byte[] presentedBytes) {
        SessionToken now = SessionToken.of(presentedBytes);
        revokeBut(now);
        presented = now;
        return issue();
    }

    private SessionToken issue() {
        token = SessionToken.random(random);
        tokens.issued(token);
        return token;
    }

    /** The client has the newest token: only that serves from now on. */
    void confirmed() {
        if (presented != null) {
            tokens.revoked(presented);
            presented = null;
        }
    }

    private void revokeBut(SessionToken kept) {
        for (SessionToken each : new SessionToken[] {token, presented}) {
            if (each != null && !each.equals(kept)) {
                tokens.revoked(each);
            }
        }
    }

    void ended() {
        attached();
        revokeBut(null);
    }
}
