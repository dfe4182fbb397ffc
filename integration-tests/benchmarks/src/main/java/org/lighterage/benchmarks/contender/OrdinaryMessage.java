package org.lighterage.benchmarks.contender;

import java.net.URI;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/**
 * One ordinary WebSocket message, with the server's limits raised to its length: the ideal, were there no limits on the way. By
 * the JDK's client; Tyrus' and Tomcat's are slower, and the latter's writes recurse until the stack overflows.
 */
public final class OrdinaryMessage implements Contender {

    private static final int LEAST_LIMIT = 8192;

    @Override
    public String name() {
        return "one ordinary message";
    }

    @Override
    public boolean carries(Payload payload) {
        return true;
    }

    @Override
    public Link open(Address server, Payload payload) {
        return new JdkSocket(address(server, payload), payload.kind());
    }

    static URI address(Address server, Payload payload) {
        String kind = payload.kind().isText() ? "text" : "binary";
        return server.webSocket("/ordinary/" + kind + "/" + Math.max(LEAST_LIMIT, payload.length()));
    }
}
