package org.lighterage.cdi;

import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The server's factory of threads that have the application's contexts. Not its executor: those of some servers have a
 * few threads and a queue without end (WildFly: as many as processors), in which a callback that waits for what another
 * one has to read would wait for ever, and everything else of the application behind it.
 */
public final class ManagedThreads {

    private static final String NAME = "java:comp/DefaultManagedThreadFactory";

    private ManagedThreads() {}

    /** The factory of the application that asks, or null where the server has none. */
    public static ThreadFactory find() {
        try {
            return InitialContext.doLookup(NAME);
        } catch (NamingException e) {
            return null;
        }
    }
}
