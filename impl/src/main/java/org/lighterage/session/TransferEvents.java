package org.lighterage.session;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.lighterage.LighterageSession;
import org.lighterage.SessionEvent;
import org.lighterage.TransferEvent.Direction;
import org.lighterage.transfer.Scheduler;
import org.lighterage.transfer.TransferListener;

/**
 * Has events of the transfers and connections of one session fired, in order and one at a time, in a queue of their own: a callback of
 * the session may wait for the very transfer. Safe for use by any thread.
 */
final class TransferEvents implements TransferListener {

    private static final Logger LOG = System.getLogger(TransferEvents.class.getName());

    private final TransferObservers observers;
    private final Set<Class<?>> observed;
    private final Supplier<ApplicationSession> session;
    private final CallbackScope scope;
    private final Scheduler scheduler;
    private final Duration interval;
    private final EventQueue queue;
    private final AtomicLong lastId = new AtomicLong();

    /**
     * @param session is asked when the first event is fired, not before
     * @param scope surrounds synchronous observers
     * @param interval least time between two events of progress of one transfer
     */
    TransferEvents(
            TransferObservers observers,
            Supplier<ApplicationSession> session,
            CallbackScope scope,
            Scheduler scheduler,
            Executor executor,
            Duration interval) {
        this.observers = observers;
        this.observed = observers.observed();
        this.session = session;
        this.scope = scope;
        this.scheduler = scheduler;
        this.interval = interval;
        this.queue = new EventQueue(executor);
    }

    @Override
    public Begun incoming(boolean text, long length, Map<String, String> metadata) {
        return begun(Direction.INCOMING, text, length, metadata);
    }

    @Override
    public Begun outgoing(boolean text, long length, Map<String, String> metadata) {
        return begun(Direction.OUTGOING, text, length, metadata);
    }

    private Begun begun(Direction direction, boolean text, long length, Map<String, String> metadata) {
        ObservedTransfer transfer =
                new ObservedTransfer(this, direction, lastId.incrementAndGet(), text, length, metadata);
        transfer.started();
        return transfer;
    }

    @Override
    public void wake() {
        queue.wake();
    }

    /** Runs a task after all events, and fires none from then on. */
    void end(Runnable last) {
        queue.end(last);
    }

    // ---- for the transfers

    boolean isObserved(Class<?> type) {
        return observed.contains(type);
    }

    /** Has an event fired, where somebody observes it, and as it is then; {@link #wake} follows. */
    void add(Class<?> type, Supplier<?> event) {
        if (isObserved(type)) {
            queue.add(() -> fire(event.get()));
        }
    }

    /** Has an event of the connections of the session fired, where somebody observes it. */
    void fire(SessionEvent event) {
        add(event.getClass(), () -> event);
        wake();
    }

    private void fire(Object event) {
        if (event != null) {
            guarded(event, () -> scope.run(session.get(), () -> observers.fire(event)));
            guarded(event, () -> observers.fireAsync(event));
        }
    }

    private static void guarded(Object event, Runnable firing) {
        try {
            firing.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "An observer of " + event.getClass().getSimpleName() + " failed", e);
        }
    }

    LighterageSession session() {
        return session.get();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Duration interval() {
        return interval;
    }
}
