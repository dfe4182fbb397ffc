package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;

/** Answers streams with a digest of what they held. */
@ServerEndpoint("/stream")
@LargeMessages(maxMessageSize = "1GiB")
public class StreamEndpoint {

    @Inject
    private Journal journal;

    @OnMessage
    public String digest(InputStream bytes, LighterageSession session) throws IOException {
        journal.add("metadata " + session.getMessageMetadata());
        return Digest.of(bytes);
    }

    @OnMessage
    public String digest(Reader text) throws IOException {
        return Digest.of(text);
    }
}
