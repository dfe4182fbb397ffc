package org.lighterage.benchmarks.contender;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lighterage.benchmarks.app.Fingerprint;
import org.lighterage.benchmarks.app.Payload;

/**
 * What a server has answered to a message.
 *
 * @param firstNanos when its application had the first part, by the clock that the processes of a machine share
 */
public record Receipt(long firstNanos) {

    private static final Map<Payload, String> EXPECTED = new ConcurrentHashMap<>();

    /** Reads a receipt, which must be for this message. */
    static Receipt verify(Payload payload, String receipt) throws IOException {
        int end = receipt.lastIndexOf(' ');
        verifyFingerprint(payload, end < 0 ? receipt : receipt.substring(0, end));
        return new Receipt(Long.parseLong(receipt.substring(end + 1)));
    }

    static void verify(Payload payload, Fingerprint came) throws IOException {
        verifyFingerprint(payload, came.toString());
    }

    static void verifyFingerprint(Payload payload, String came) throws IOException {
        String expected =
                EXPECTED.computeIfAbsent(payload, key -> key.fingerprint().toString());
        if (!came.equals(expected)) {
            throw new IOException("Of " + payload + " came " + came + " instead of " + expected);
        }
    }
}
