package org.lighterage.cdi;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lighterage.LighterageSession;

/**
 * The @WebSocketScoped instances of one session. Guarded by its monitor, which is held while an instance is made, so that
 * no bean is made twice, and not while one is destroyed.
 */
final class BeanStore {

    /**
     * How often beans that others make anew while they are destroyed are destroyed in turn, before no more are made: two
     * whose @PreDestroy methods call each other would go on for ever.
     */
    private static final int ROUNDS = 4;

    private volatile LighterageSession session;
    private volatile boolean ended;

    /** In the order in which they were made; null until the first is. */
    private Map<Contextual<?>, ScopedInstance<?>> instances;

    /** The session whose beans these are; known from its first callback on. */
    void setSession(LighterageSession session) {
        this.session = session;
    }

    LighterageSession session() {
        return session;
    }

    boolean isEnded() {
        return ended;
    }

    /** The instance of a bean, or null where it has none. */
    @SuppressWarnings("unchecked") // An instance is kept under the contextual that made it.
    synchronized <T> T get(Contextual<T> contextual) {
        checkNotEnded();
        ScopedInstance<?> instance = instances == null ? null : instances.get(contextual);
        return instance == null ? null : (T) instance.object();
    }

    /** The instance of a bean, made now where it has none. */
    synchronized <T> T get(Contextual<T> contextual, CreationalContext<T> creationalContext) {
        T existing = get(contextual);
        if (existing != null) {
            return existing;
        }
        ScopedInstance<T> instance = ScopedInstance.create(contextual, creationalContext);
        if (instances == null) {
            instances = new LinkedHashMap<>(4);
        }
        instances.put(contextual, instance);
        return instance.object();
    }

    /** Destroys the instance of a bean, where it has one; the next call makes another. */
    void destroy(Contextual<?> contextual) {
        ScopedInstance<?> instance = take(contextual);
        if (instance != null) {
            instance.destroy();
        }
    }

    private synchronized ScopedInstance<?> take(Contextual<?> contextual) {
        checkNotEnded();
        return instances == null ? null : instances.remove(contextual);
    }

    private void checkNotEnded() {
        if (ended) {
            throw new ContextNotActiveException("The WebSocket session has ended, and its beans with it");
        }
    }

    /** Destroys all instances, the last first. From now on there are none; called again it does nothing. */
    void end() {
        for (int round = 1; round < ROUNDS; round++) {
            destroyBackwards(takeAll());
        }
        destroyBackwards(takeLast());
    }

    private synchronized List<ScopedInstance<?>> takeAll() {
        List<ScopedInstance<?>> all = instances == null ? List.of() : new ArrayList<>(instances.values());
        instances = null;
        return all;
    }

    private synchronized List<ScopedInstance<?>> takeLast() {
        ended = true;
        return takeAll();
    }

    private static void destroyBackwards(List<ScopedInstance<?>> instances) {
        for (int i = instances.size() - 1; i >= 0; i--) {
            instances.get(i).destroy();
        }
    }
}
