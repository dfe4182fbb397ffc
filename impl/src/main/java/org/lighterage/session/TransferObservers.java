package org.lighterage.session;

import java.util.Set;
import org.lighterage.TransferEvent;

/** Who observes the transfers of an application's sessions. Safe for use by any thread. */
public interface TransferObservers {

    /** Nobody. */
    TransferObservers NONE = new TransferObservers() {
        @Override
        public Set<Class<? extends TransferEvent>> observed() {
            return Set.of();
        }

        @Override
        public void fire(TransferEvent event) {
            throw new UnsupportedOperationException("Nobody observes " + event);
        }

        @Override
        public void fireAsync(TransferEvent event) {
            throw new UnsupportedOperationException("Nobody observes " + event);
        }
    };

    /** The types of events that somebody observes; no others are fired. */
    Set<Class<? extends TransferEvent>> observed();

    /** Calls the synchronous observers of an event; throws what they throw. */
    void fire(TransferEvent event);

    /** Calls the asynchronous observers of an event, and returns when they have. */
    void fireAsync(TransferEvent event);
}
