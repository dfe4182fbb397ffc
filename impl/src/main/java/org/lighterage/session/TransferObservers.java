package org.lighterage.session;

import java.util.Set;

/**
 * Who observes the transfers and the connections of an application's sessions: {@link org.lighterage.TransferEvent}s and
 * {@link org.lighterage.SessionEvent}s. Safe for use by any thread.
 */
public interface TransferObservers {

    /** Nobody. */
    TransferObservers NONE = new TransferObservers() {
        @Override
        public Set<Class<?>> observed() {
            return Set.of();
        }

        @Override
        public void fire(Object event) {
            throw new UnsupportedOperationException("Nobody observes " + event);
        }

        @Override
        public void fireAsync(Object event) {
            throw new UnsupportedOperationException("Nobody observes " + event);
        }
    };

    /** The types of events that somebody observes; no others are fired. */
    Set<Class<?>> observed();

    /** Calls the synchronous observers of an event; throws what they throw. */
    void fire(Object event);

    /** Calls the asynchronous observers of an event, and returns when they have. */
    void fireAsync(Object event);
}
