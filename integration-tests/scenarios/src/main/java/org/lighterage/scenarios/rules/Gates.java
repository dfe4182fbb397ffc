package org.lighterage.scenarios.rules;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What holds callbacks up until a test opens it. Safe for use by any thread. */
final class Gates {

    private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

    private Gates() {}

    private static CountDownLatch of(String test) {
        return GATES.computeIfAbsent(test, key -> new CountDownLatch(1));
    }

    static void pass(String test) {
        try {
            if (!of(test).await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Nobody has opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens the gate of the test that a message names. */
    @ServerEndpoint("/gates")
    public static class Opener {

        @OnMessage
        public String open(String test) {
            of(test).countDown();
            return "opened";
        }
    }
}
