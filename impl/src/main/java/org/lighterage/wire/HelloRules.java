package org.lighterage.wire;

import static org.lighterage.wire.ProtocolException.malformed;

/**
 * What a HELLO of a right layout may say, which depends on who sent it (PROTOCOL.md, sections 3 and 4). Counts are the
 * session's to judge; so is a NONCE that comes back, which means an echo, no server, and is to be looked for first.
 */
public final class HelloRules {

    private HelloRules() {}

    /**
     * @param fromServer whether the server sent it, rather than the client
     * @param clientSentToken of a server's answer: whether the client's HELLO had a token; else ignored
     * @throws ProtocolException (1002) naming the first rule that is broken
     */
    public static void check(Frame.Hello hello, boolean fromServer, boolean clientSentToken) throws ProtocolException {
        checkLeast("MAX_CONCURRENT", hello.settings().maxConcurrent(), WireFormat.LEAST_MAX_CONCURRENT);
        if (fromServer) {
            checkServer(hello, clientSentToken);
        } else {
            checkClient(hello);
        }
    }

    private static void checkClient(Frame.Hello hello) throws ProtocolException {
        checkLeast("MAX_FRAME", hello.settings().maxFrame(), WireFormat.LEAST_MAX_FRAME);
        if (hello.resumed()) {
            throw malformed("resumed-by-client", "only a server sets the flag RESUMED");
        }
        if (hello.token().length == 0 && hello.received() > 0) {
            throw malformed("received-without-token", "received is " + hello.received() + ", 0 in a new session");
        }
    }

    private static void checkServer(Frame.Hello hello, boolean clientSentToken) throws ProtocolException {
        checkLeast("MAX_FRAME", hello.settings().maxFrame(), WireFormat.LEAST_MAX_FRAME_OF_SERVER);
        checkLeast("WINDOW", hello.settings().window(), WireFormat.LEAST_WINDOW_OF_SERVER);
        boolean hasToken = hello.token().length > 0;
        if (hasToken != hello.settings().resumeSeconds() > 0) {
            throw malformed(
                    "token-presence",
                    "RESUME_SECONDS is " + hello.settings().resumeSeconds() + (hasToken ? " with a" : " without")
                            + " token");
        }
        if (hello.resumed() && !clientSentToken) {
            throw malformed("resumed-without-token", "RESUMED answers a client that sent no token");
        }
    }

    private static void checkLeast(String setting, long value, long least) throws ProtocolException {
        if (value < least) {
            throw malformed("setting-too-small", setting + " is " + value + ", at least " + least);
        }
    }
}
