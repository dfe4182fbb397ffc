package org.lighterage.paths.app;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.scenarios.app.Digest;

/** Answers binary messages with their digest, and a number with so many bytes; its sessions outlive their connections. */
@ServerEndpoint("/cargo/{name}")
@LargeMessages(resume = "60s", maxMessageSize = "2GiB")
public class CargoEndpoint {

    @OnOpen
    public void open(@PathParam("name") String name) {
        Journal.add(name + " opens");
    }

    @OnMessage
    public String digest(InputStream bytes, @PathParam("name") String name) throws IOException {
        String digest = Digest.of(bytes);
        Journal.add(name + " takes " + digest.split(" ")[0]);
        return digest;
    }

    @OnMessage
    public void give(String length, LighterageSession session) {
        session.send(new Cargo(Long.parseLong(length)));
    }

    @OnClose
    public void close(@PathParam("name") String name, CloseReason reason) {
        Journal.add(name + " closes " + reason.getCloseCode().getCode());
    }
}
