package org.lighterage.scenarios.rules;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.util.concurrent.atomic.AtomicInteger;

/** Endpoints that see in which order, and whether one by one, their callbacks are called. */
public final class Turns {

    private Turns() {}

    /** Opens when the test says so. */
    @ServerEndpoint("/turns/gate")
    public static class Gated {

        @OnOpen
        public void open(Session session) {
            Notes.add(session.getQueryString(), "opening");
            Gates.pass(session.getQueryString());
            Notes.add(session.getQueryString(), "opened");
        }

        @OnMessage
        public String message(String text, Session session) {
            Notes.add(session.getQueryString(), "message " + text);
            return text;
        }

        @OnClose
        public void close(Session session) {
            Notes.add(session.getQueryString(), "closed");
        }
    }

    /** Counts those that are called while another runs, and notes all. */
    @ServerEndpoint("/turns/one-by-one")
    public static class OneByOne {

        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();

        /** Guarded by nothing: that is what is tested. */
        private final StringBuilder order = new StringBuilder();

        private void take(String what) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            order.append(what).append(' ');
            Thread.yield();
            inside.decrementAndGet();
        }

        @OnOpen
        public void open() {
            take("open");
        }

        @OnMessage
        public String text(String text) {
            take(text);
            return text.equals("end") ? overlaps + " " + order : null;
        }

        @OnMessage
        public void binary(byte[] bytes, boolean last) {
            take("part" + bytes.length + last);
        }

        @OnMessage
        public void pong(PongMessage pong) {
            // Not noted in the order: pongs go ahead of messages.
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            Thread.yield();
            inside.decrementAndGet();
        }
    }
}
