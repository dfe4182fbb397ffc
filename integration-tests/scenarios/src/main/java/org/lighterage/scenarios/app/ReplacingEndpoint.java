package org.lighterage.scenarios.app;

import jakarta.websocket.MessageHandler;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.lighterage.LargeMessages;

/** Has a handler that reads messages while they come, and that puts another in its place while it does. */
@ServerEndpoint("/replacing/{by}")
@LargeMessages(streaming = true)
public class ReplacingEndpoint {

    @OnOpen
    public void open(Session session, @PathParam("by") String by) {
        session.addMessageHandler(Reader.class, new MessageHandler.Whole<Reader>() {
            @Override
            public void onMessage(Reader reader) {
                try {
                    char first = (char) reader.read();
                    session.removeMessageHandler(this);
                    add(session, by);
                    session.getBasicRemote().sendText("replaced after " + first);
                    StringWriter rest = new StringWriter();
                    reader.transferTo(rest);
                    session.getBasicRemote().sendText("rest " + rest);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private static void add(Session session, String by) {
        if (by.equals("whole")) {
            session.addMessageHandler(String.class, (String text) -> send(session, "whole " + text));
        } else {
            session.addMessageHandler(
                    String.class, (String part, boolean last) -> send(session, "part " + part + " " + last));
        }
    }

    private static void send(Session session, String answer) {
        try {
            session.getBasicRemote().sendText(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
