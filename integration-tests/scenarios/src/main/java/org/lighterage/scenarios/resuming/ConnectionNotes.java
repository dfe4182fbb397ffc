package org.lighterage.scenarios.resuming;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.lighterage.PathLimitFound;
import org.lighterage.SessionAttached;
import org.lighterage.SessionDetached;
import org.lighterage.SessionEvent;
import org.lighterage.scenarios.app.Journal;

/** Notes what happens to the connections of sessions. */
@ApplicationScoped
public class ConnectionNotes {

    @Inject
    private Journal journal;

    public void note(@Observes SessionEvent event) {
        String name = event.session().getPathParameters().get("name");
        if (event instanceof SessionDetached) {
            journal.add(name + " detached");
        } else if (event instanceof SessionAttached attached) {
            journal.add(name + " attached " + attached.renewed());
        } else if (event instanceof PathLimitFound limit) {
            journal.add(name + " limit " + limit.bytes());
        }
    }
}
