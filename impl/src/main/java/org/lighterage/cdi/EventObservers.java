package org.lighterage.cdi;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.lighterage.PathLimitFound;
import org.lighterage.SessionAttached;
import org.lighterage.SessionDetached;
import org.lighterage.TransferCompleted;
import org.lighterage.TransferEvent.Direction;
import org.lighterage.TransferFailed;
import org.lighterage.TransferProgressed;
import org.lighterage.TransferStarted;
import org.lighterage.session.TransferObservers;

/**
 * The observers of transfers and connections among an application's beans, looked up once; observers of supertypes are among them. Safe
 * for use by any thread.
 */
public final class EventObservers implements TransferObservers {

    private static final Logger LOG = System.getLogger(EventObservers.class.getName());

    private final Event<Object> events;
    private final Set<Class<?>> synchronous = new HashSet<>();
    private final Set<Class<?>> asynchronous = new HashSet<>();
    private final Set<Class<?>> all = new HashSet<>();

    public EventObservers(BeanManager beanManager) {
        events = beanManager.getEvent();
        for (Object sample : samples()) {
            for (ObserverMethod<?> observer : beanManager.resolveObserverMethods(sample)) {
                (observer.isAsync() ? asynchronous : synchronous).add(sample.getClass());
                all.add(sample.getClass());
            }
        }
    }

    /** CDI resolves the observers of an event, not of a class. */
    private static List<Object> samples() {
        OptionalLong length = OptionalLong.empty();
        return List.of(
                new SessionDetached(null, 0),
                new SessionAttached(null, false),
                new PathLimitFound(null, 0),
                new TransferStarted(null, Direction.INCOMING, 0, false, length, Map.of()),
                new TransferProgressed(null, Direction.INCOMING, 0, false, length, 0, Map.of()),
                new TransferCompleted(null, Direction.INCOMING, 0, false, length, 0, Map.of()),
                new TransferFailed(null, Direction.INCOMING, 0, false, length, 0, Map.of(), new IOException()));
    }

    @Override
    public Set<Class<?>> observed() {
        return all;
    }

    @Override
    public void fire(Object event) {
        if (synchronous.contains(event.getClass())) {
            events.fire(event);
        }
    }

    /**
     * In the calling thread, one of the library's: so the events of a session stay in order for these observers, too.
     */
    @Override
    public void fireAsync(Object event) {
        if (asynchronous.contains(event.getClass())) {
            events.fireAsync(event, NotificationOptions.ofExecutor(Runnable::run))
                    .whenComplete((fired, failure) -> log(event, failure));
        }
    }

    private static void log(Object event, Throwable failure) {
        if (failure != null) {
            LOG.log(
                    Level.WARNING,
                    "An asynchronous observer of " + event.getClass().getSimpleName() + " failed",
                    failure);
        }
    }
}
