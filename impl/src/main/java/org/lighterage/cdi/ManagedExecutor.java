package org.lighterage.cdi;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The server's executor, whose threads have the application's contexts. */
public final class ManagedExecutor {

    private static final String NAME = "java:comp/DefaultManagedExecutorService";

    private ManagedExecutor() {}

    /** The executor of the application that asks, or null where the server has none. */
    public static Executor find() {
        try {
            return InitialContext.doLookup(NAME);
        } catch (NamingException e) {
            return null;
        }
    }
}
