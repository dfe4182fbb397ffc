package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.TransferException;

/**
 * Answers the first byte or character of a message at once, and the rest with a digest of the whole. Of a message that
 * begins with {@code !} it reads no more.
 */
@ServerEndpoint("/streaming/{name}")
@LargeMessages(streaming = true, maxMessageSize = "1GiB")
public class StreamingEndpoint {

    @Inject
    private Journal journal;

    @OnMessage
    public String bytes(InputStream bytes, LighterageSession session) throws IOException {
        int first = bytes.read();
        session.getBasicRemote().sendText("first " + (char) first + " " + session.getMessageMetadata());
        return first == '!'
                ? "enough"
                : Digest.of(new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) first}), bytes));
    }

    @OnMessage
    public String text(Reader text, Session session, @PathParam("name") String name) throws IOException {
        char first = (char) text.read();
        session.getBasicRemote().sendText("first " + first);
        journal.add(name + " reads on");
        return first == '!' ? "enough" : "rest " + Digest.of(text);
    }

    @OnError
    public void error(Throwable cause, Session session, @PathParam("name") String name) throws IOException {
        String what = cause instanceof TransferException failed
                ? "failed with " + failed.getCode()
                : cause.getClass().getSimpleName() + " " + cause.getMessage();
        journal.add(name + " " + what);
        if (session.isOpen()) {
            session.getBasicRemote().sendText(what);
        }
    }
}
