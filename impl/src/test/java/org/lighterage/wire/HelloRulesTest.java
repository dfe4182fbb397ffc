package org.lighterage.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** PROTOCOL.md, sections 3, 4 and 7. */
class HelloRulesTest {

    private static final byte[] TOKEN = new byte[16];
    private static final byte[] NO_TOKEN = {};
    private static final Settings RESUMABLE = new Settings(16_384, 1, 65_536, 1, 60, Settings.NO_NONCE);

    @TestFactory
    Stream<DynamicTest> everyInvalidHelloIsRefusedByItsRule() {
        return Vectors.of("invalidHellos")
                .map(vector -> DynamicTest.dynamicTest(vector.getString("name"), () -> {
                    Frame.Hello hello = (Frame.Hello) Cuts.whole(Vectors.bytes(vector, "hex"));
                    boolean fromServer = vector.getString("from").equals("server");
                    ProtocolException refusal = catchThrowableOfType(
                            ProtocolException.class, () -> HelloRules.check(hello, fromServer, false));
                    assertEquals(vector.getString("rule"), refusal.rule());
                    assertEquals(vector.getInt("closeCode"), refusal.closeCode());
                }));
    }

    @Test
    void whatIsAllowedPasses() {
        Settings leastOfClient = new Settings(1024, 0, 0, 1, 0, 7);
        assertPasses(new Frame.Hello(false, NO_TOKEN, 0, Settings.DEFAULTS), false, false);
        assertPasses(new Frame.Hello(false, NO_TOKEN, 0, leastOfClient), false, false);
        assertPasses(new Frame.Hello(false, TOKEN, 9, leastOfClient), false, false);
        assertPasses(new Frame.Hello(false, NO_TOKEN, 0, Settings.DEFAULTS), true, false);
        assertPasses(new Frame.Hello(false, TOKEN, 0, RESUMABLE), true, false);
        assertPasses(new Frame.Hello(true, TOKEN, 9, RESUMABLE), true, true);
    }

    private static void assertPasses(Frame.Hello hello, boolean fromServer, boolean clientSentToken) {
        assertThatCode(() -> HelloRules.check(hello, fromServer, clientSentToken))
                .doesNotThrowAnyException();
    }
}
