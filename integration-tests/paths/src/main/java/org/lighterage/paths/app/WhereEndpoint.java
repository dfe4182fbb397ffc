package org.lighterage.paths.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.lighterage.LargeMessages;

/** Tells by which process a session is held, and which of its messages this is; takes long ones as well. */
@ServerEndpoint("/where")
@LargeMessages(resume = "60s", maxMessageSize = "2GiB")
public class WhereEndpoint {

    private int messages;

    @OnOpen
    public void open() {
        messages = 0;
    }

    @OnMessage
    public String where(String question) {
        messages++;
        return ProcessHandle.current().pid() + " " + messages;
    }

    @OnMessage
    public String take(InputStream bytes) throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        return where("");
    }
}
