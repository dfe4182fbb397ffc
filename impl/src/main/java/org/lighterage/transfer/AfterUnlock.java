package org.lighterage.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * What must be told to others and therefore waits until the lock is released. Confined to one call; it allocates only
 * when there is something to tell.
 */
final class AfterUnlock {

    private List<Runnable> actions = List.of();

    void add(Runnable action) {
        if (actions.isEmpty()) {
            actions = new ArrayList<>(2);
        }
        actions.add(action);
    }

    void run() {
        for (Runnable action : actions) {
            action.run();
        }
    }
}
