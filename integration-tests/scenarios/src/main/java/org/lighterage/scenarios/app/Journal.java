package org.lighterage.scenarios.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What happened on the server, for tests to ask. Guarded by its monitor. */
@ApplicationScoped
public class Journal {

    private final List<String> entries = new ArrayList<>();

    public synchronized void add(String entry) {
        entries.add(entry);
        notifyAll();
    }

    public synchronized String all() {
        return String.join("\n", entries);
    }
}
