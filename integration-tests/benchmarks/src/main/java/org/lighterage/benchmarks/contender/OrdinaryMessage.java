package org.lighterage.benchmarks.contender;

import java.net.URI;
import org.lighterage.benchmarks.app.Payload;
import org.lighterage.benchmarks.server.Address;

/**
 * One ordinary WebSocket message, with the server's limits raised to its length: the ideal, were there no limits on the way. It
 * is sent by the JDK's client, whose masking is the fastest, and received by Tomcat's, which copies the least, or by the JDK's,
 * too, where its buffers are long.
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
    public Link open(Address server, Payload payload) throws Exception {
        URI uri = address(server, payload);
        Link receiver = JdkBuffers.areLong()
                ? new JdkSocket(uri, payload.kind())
                : new JakartaSocket(TomcatClient.container(), uri, payload.kind());
        return new PairedLink(new JdkSocket(uri, payload.kind()), receiver);
    }

    static URI address(Address server, Payload payload) {
        String kind = payload.kind().isText() ? "text" : "binary";
        return server.webSocket("/ordinary/" + kind + "/" + Math.max(LEAST_LIMIT, payload.length()));
    }
}
