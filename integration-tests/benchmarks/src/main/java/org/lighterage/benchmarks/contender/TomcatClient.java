package org.lighterage.benchmarks.contender;

import jakarta.websocket.WebSocketContainer;
import org.apache.tomcat.websocket.WsWebSocketContainer;

/** Tomcat's client as fast as it receives: it reads as many bytes at once as its binary buffers have, 8 KiB by default. */
final class TomcatClient {

    /** What {@link org.lighterage.client.LighterageClient} gives to a container that it was not given. */
    private static final int BUFFER = 64 << 10;

    private TomcatClient() {}

    static WebSocketContainer container() {
        WebSocketContainer container = new WsWebSocketContainer();
        container.setDefaultMaxBinaryMessageBufferSize(BUFFER);
        container.setDefaultMaxTextMessageBufferSize(BUFFER);
        return container;
    }
}
