package org.lighterage.paths.app;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;

/** Notes the beginning and the end of its sessions, and says what it hears. How long those live its subclasses say. */
public abstract class EchoingEndpoint {

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
