package org.lighterage.scenarios.observers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.lighterage.LighterageSession;
import org.lighterage.TransferEvent;
import org.lighterage.TransferException;
import org.lighterage.TransferFailed;
import org.lighterage.scenarios.app.Journal;
import org.lighterage.scenarios.app.RequestNumber;

/** Writes every transfer event down, with the contexts that its observers find. */
@ApplicationScoped
public class TransferJournal {

    @Inject
    private Journal journal;

    @Inject
    private SessionNotes notes;

    @Inject
    private LighterageSession session;

    @Inject
    private RequestNumber requestNumber;

    void observe(@Observes TransferEvent event) {
        requestNumber.next();
        notes.observed(event);
        write("sync", event, session.getId().equals(event.session().getId()) ? "" : " in another session");
    }

    void observeAsync(@ObservesAsync TransferEvent event) {
        write("async", event, isSessionActive() ? " within the session's context" : "");
    }

    private boolean isSessionActive() {
        try {
            return session.getId() != null;
        } catch (ContextNotActiveException e) {
            return false;
        }
    }

    private void write(String how, TransferEvent event, String more) {
        journal.add(String.join(
                " ",
                event.session().getPathParameters().get("name"),
                how,
                event.direction().name(),
                String.valueOf(event.id()),
                event.getClass().getSimpleName().substring("Transfer".length()),
                String.valueOf(event.bytes()),
                (event.text() ? "text " : "binary ")
                        + event.length().orElse(-1)
                        + event.metadata()
                        + cause(event)
                        + more));
    }

    private static String cause(TransferEvent event) {
        if (!(event instanceof TransferFailed failed)) {
            return "";
        }
        return " " + (failed.cause() instanceof TransferException cause ? cause.getCode() : "connection");
    }
}
