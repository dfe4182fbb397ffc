package org.lighterage.scenarios.observers;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import org.lighterage.TransferEvent;
import org.lighterage.WebSocketScoped;
import org.lighterage.scenarios.app.Journal;
import org.lighterage.scenarios.app.LastWords;

/** The last event that was observed in a session, told when the session's beans end. */
@WebSocketScoped
public class SessionNotes {

    @Inject
    private Journal journal;

    private final LastWords lastWords = new LastWords();
    private final AtomicReference<TransferEvent> last = new AtomicReference<>();

    public void observed(TransferEvent event) {
        last.set(event);
    }

    @PreDestroy
    void end() {
        TransferEvent event = last.get();
        String end = "ended after " + event.getClass().getSimpleName();
        lastWords.say(end);
        journal.add(event.session().getId() + " " + end);
    }
}
