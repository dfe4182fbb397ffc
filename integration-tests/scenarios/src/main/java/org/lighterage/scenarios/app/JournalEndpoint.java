package org.lighterage.scenarios.app;

import jakarta.inject.Inject;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import org.lighterage.LargeMessages;

/** Answers any text with the journal's lines that hold it. */
@ServerEndpoint("/journal")
@LargeMessages
public class JournalEndpoint {

    @Inject
    private Journal journal;

    @OnMessage
    public String ask(String about) {
        return journal.all()
                .lines()
                .filter(line -> line.contains(about))
                .toList()
                .toString();
    }
}
