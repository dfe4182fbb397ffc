package org.lighterage.paths.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.lighterage.PathLimitFound;
import org.lighterage.SessionAttached;
import org.lighterage.SessionDetached;
import org.lighterage.SessionEvent;

/** Notes what happens to the connections of sessions. */
@ApplicationScoped
public class ConnectionNotes {

    public void note(@Observes SessionEvent event) {
        String name = event.session().getPathParameters().get("name");
        if (event instanceof SessionDetached) {
            Journal.add(name + " detached");
        } else if (event instanceof SessionAttached) {
            Journal.add(name + " attached");
        } else if (event instanceof PathLimitFound limit) {
            Journal.add(name + " limit " + limit.bytes());
        }
    }
}
