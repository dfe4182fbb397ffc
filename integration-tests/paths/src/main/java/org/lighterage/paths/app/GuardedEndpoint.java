package org.lighterage.paths.app;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** As {@link QuietEndpoint}, for users who log in. */
@ServerEndpoint("/quiet-guarded/{name}")
@LargeMessages(keepalive = "0", resume = "60s")
public class GuardedEndpoint {

    @OnOpen
    public void open(@PathParam("name") String name) {
        Journal.add(name + " opens");
    }

    @OnMessage
    public String echo(String text) {
        return text;
    }

    @OnClose
    public void close(@PathParam("name") String name, CloseReason reason) {
        Journal.add(name + " closes " + reason.getCloseCode().getCode());
    }
}
