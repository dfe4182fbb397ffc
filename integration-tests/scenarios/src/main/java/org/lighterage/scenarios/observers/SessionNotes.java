package org.lighterage.scenarios.observers;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicReference;
import org.lighterage.TransferEvent;
import org.lighterage.WebSocketScoped;
import org.lighterage.scenarios.app.Journal;

/** The last event that was observed in a session, told when the session's beans end. */
@WebSocketScoped
public class SessionNotes {

    @Inject
    private Journal journal;

    private final AtomicReference<TransferEvent> last = new AtomicReference<>();

    public void observed(TransferEvent event) {
        last.set(event);
    }

    @PreDestroy
    void end() {
        TransferEvent event = last.get();
        String end = "ended after " + event.getClass().getSimpleName();
        // For a test in the server's virtual machine that asks when the application is gone.
        System.getProperties().merge("lighterage.scenarios.ended", end + "\n", (before, more) -> before + "" + more);
        journal.add(event.session().getId() + " " + end);
    }
}
