package org.lighterage.scenarios.resuming;

import jakarta.inject.Inject;
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
import org.lighterage.scenarios.app.Journal;
import org.lighterage.scenarios.app.Pattern;

/** Answers binary messages with their digest, and a number with so many bytes; notes what it hears of its session. */
@ServerEndpoint("/resuming/{name}")
@LargeMessages(resume = "60s", maxMessageSize = "2GiB")
public class ResumingEndpoint {

    @Inject
    private Journal journal;

    @OnOpen
    public void open(@PathParam("name") String name) {
        journal.add(name + " opens");
    }

    @OnMessage
    public String digest(InputStream bytes, @PathParam("name") String name) throws IOException {
        String digest = Digest.of(bytes);
        journal.add(name + " takes " + digest.split(" ")[0]);
        return digest;
    }

    @OnMessage
    public void give(String length, LighterageSession session) {
        session.send(Pattern.binary(7, Integer.parseInt(length)));
    }

    @OnClose
    public void close(@PathParam("name") String name, CloseReason reason) {
        journal.add(name + " closes " + reason.getCloseCode().getCode());
    }
}
