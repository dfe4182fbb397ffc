package org.lighterage.scenarios.rules;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Answers the name of a test with what was noted for it. */
@ServerEndpoint("/notes")
public class NotesEndpoint {

    @OnMessage
    public String notes(String test) {
        return String.join("\n", Notes.of(test));
    }
}
