package org.lighterage.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.NormalScope;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.lighterage.WebSocketScoped;

/** The rules of CDI for contexts, one test each. */
class WebSocketContextTest {

    private final WebSocketContext context = new WebSocketContext();
    private final BeanStore beans = new BeanStore();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** A creational context that can be recognized. */
    private static final class Creation implements CreationalContext<Object> {

        @Override
        public void push(Object incomplete) {}

        @Override
        public void release() {}
    }

    /** A bean that writes down what is asked of it. */
    private class Recorded implements Contextual<Object> {

        private final String name;
        private final AtomicReference<CreationalContext<Object>> madeWith = new AtomicReference<>();

        Recorded(String name) {
            this.name = name;
        }

        @Override
        public Object create(CreationalContext<Object> creation) {
            log.add("create " + name);
            madeWith.set(creation);
            return new Object();
        }

        @Override
        public void destroy(Object instance, CreationalContext<Object> creation) {
            log.add("destroy " + name);
            assertThat(creation).isSameAs(madeWith.get());
        }
    }

    private final Recorded bean = new Recorded("bean");

    private <T> T within(BeanStore store, Supplier<T> task) {
        AtomicReference<T> result = new AtomicReference<>();
        context.run(store, () -> result.set(task.get()));
        return result.get();
    }

    private Object get(BeanStore store, Contextual<Object> contextual) {
        return within(store, () -> context.get(contextual, new Creation()));
    }

    @Test
    void rule30_theScopeIsNormalNotPassivatingAndWithoutAttributes() {
        assertThat(context.getScope()).isEqualTo(WebSocketScoped.class);
        assertThat(WebSocketScoped.class.getAnnotation(NormalScope.class).passivating())
                .isFalse();
        assertThat(WebSocketScoped.class.getDeclaredMethods()).isEmpty();
    }

    @Test
    void rule30_anInactiveContextSaysSo() {
        assertThat(context.isActive()).isFalse();
        assertThatThrownBy(() -> context.get(bean)).isInstanceOf(ContextNotActiveException.class);
        assertThatThrownBy(() -> context.get(bean, new Creation())).isInstanceOf(ContextNotActiveException.class);
        assertThatThrownBy(() -> context.destroy(bean)).isInstanceOf(ContextNotActiveException.class);
        assertThatThrownBy(context::session).isInstanceOf(ContextNotActiveException.class);
        assertThat(log).isEmpty();
    }

    @Test
    void rule30_itIsActiveOnTheThreadThatRunsACallbackOnly() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        context.run(beans, () -> {
            assertThat(context.isActive()).isTrue();
            assertThat(other.submit(context::isActive))
                    .succeedsWithin(10, TimeUnit.SECONDS)
                    .isEqualTo(false);
        });
        other.shutdown();
        assertThat(context.isActive()).isFalse();
    }

    @Test
    void rule30_withoutACreationalContextNothingIsMade() {
        assertThat(within(beans, () -> context.get(bean))).isNull();
        assertThat(within(beans, () -> context.get(bean, null))).isNull();
        assertThat(log).isEmpty();
        Object made = get(beans, bean);
        assertThat(within(beans, () -> context.get(bean))).isSameAs(made);
        assertThat(within(beans, () -> context.get(bean, null))).isSameAs(made);
    }

    @Test
    void rule30_aSessionHasOneInstanceThroughoutItsCallbacksAndSharesItWithNoOther() {
        Object made = get(beans, bean);
        assertThat(get(beans, bean)).isSameAs(made);
        assertThat(get(new BeanStore(), bean)).isNotSameAs(made);
    }

    @Test
    void rule30_theContextOfTheOuterSessionIsBackAfterAnInnerOne() {
        BeanStore inner = new BeanStore();
        context.run(beans, () -> {
            Object outerInstance = context.get(bean, new Creation());
            Object innerInstance = get(inner, bean);
            assertThat(innerInstance).isNotSameAs(outerInstance);
            assertThat(context.get(bean)).isSameAs(outerInstance);
        });
        assertThat(context.isActive()).isFalse();
    }

    @Test
    void rule30_theContextOfTheOuterSessionIsBackAlsoWhereTheInnerOneFailed() {
        context.run(beans, () -> {
            assertThatThrownBy(() -> context.run(new BeanStore(), () -> {
                        throw new IllegalStateException("inner");
                    }))
                    .hasMessage("inner");
            assertThat(get(beans, bean)).isSameAs(context.get(bean));
        });
        assertThat(context.isActive()).isFalse();
    }

    @Test
    void rule30_anInstanceIsDestroyedOnceWithTheCreationalContextThatItWasMadeWith() {
        get(beans, bean);
        beans.end();
        beans.end();
        assertThat(log).containsExactly("create bean", "destroy bean");
    }

    @Test
    void rule30_whatIsDestroyedIsNeverReturnedAgain() {
        get(beans, bean);
        beans.end();
        context.run(beans, () -> {
            assertThat(context.isActive()).isFalse();
            assertThatThrownBy(() -> context.get(bean)).isInstanceOf(ContextNotActiveException.class);
            assertThatThrownBy(() -> context.get(bean, new Creation())).isInstanceOf(ContextNotActiveException.class);
            assertThatThrownBy(() -> context.destroy(bean)).isInstanceOf(ContextNotActiveException.class);
        });
        assertThat(log).containsExactly("create bean", "destroy bean");
    }

    @Test
    void rule30_aSingleInstanceCanBeDestroyedAndIsMadeAnew() {
        Object first = get(beans, bean);
        context.run(beans, () -> {
            context.destroy(bean);
            context.destroy(bean);
            assertThat(context.get(bean)).isNull();
        });
        assertThat(log).containsExactly("create bean", "destroy bean");
        assertThat(get(beans, bean)).isNotSameAs(first);
        beans.end();
        assertThat(log).containsExactly("create bean", "destroy bean", "create bean", "destroy bean");
    }

    @Test
    void rule30_destroyingWhatWasNeverMadeDoesNothing() {
        context.run(beans, () -> context.destroy(bean));
        beans.end();
        assertThat(log).isEmpty();
    }

    @Test
    void rule30_instancesAreDestroyedInReverseAndOneThatFailsDoesNotStopTheRest() {
        Contextual<Object> failing = new Recorded("failing") {
            @Override
            public void destroy(Object instance, CreationalContext<Object> creation) {
                super.destroy(instance, creation);
                throw new IllegalStateException("a failure that this test wants");
            }
        };
        get(beans, bean);
        get(beans, failing);
        get(beans, new Recorded("last"));
        log.clear();
        beans.end();
        assertThat(log).containsExactly("destroy last", "destroy failing", "destroy bean");
    }

    @Test
    void rule30_aBeanThatCannotBeMadeIsNotKept() {
        AtomicInteger attempts = new AtomicInteger();
        Contextual<Object> failing = new Recorded("failing") {
            @Override
            public Object create(CreationalContext<Object> creation) {
                if (attempts.incrementAndGet() == 1) {
                    throw new IllegalStateException("not yet");
                }
                return super.create(creation);
            }
        };
        assertThatThrownBy(() -> get(beans, failing)).hasMessage("not yet");
        assertThat(get(beans, failing)).isNotNull();
    }

    @Test
    void rule30_aBeanMayMakeAnotherWhileItIsMade() {
        Contextual<Object> outer = new Recorded("outer") {
            @Override
            public Object create(CreationalContext<Object> creation) {
                context.get(bean, new Creation());
                return super.create(creation);
            }
        };
        get(beans, outer);
        beans.end();
        assertThat(log).containsExactly("create bean", "create outer", "destroy outer", "destroy bean");
    }

    @Test
    void rule30_whatABeanMakesWhileItIsDestroyedIsDestroyedToo() {
        Contextual<Object> using = new Recorded("using") {
            @Override
            public void destroy(Object instance, CreationalContext<Object> creation) {
                context.get(bean, new Creation());
                super.destroy(instance, creation);
            }
        };
        get(beans, using);
        log.clear();
        context.run(beans, beans::end);
        assertThat(log).containsExactly("create bean", "destroy using", "destroy bean");
    }

    @Test
    void rule30_aBeanThatMakesItselfAnewWhileItIsDestroyedDoesNotGoOnForEver() {
        Contextual<Object> endless = new Recorded("endless") {
            @Override
            public void destroy(Object instance, CreationalContext<Object> creation) {
                log.add("destroy endless");
                context.get(this, new Creation());
            }
        };
        get(beans, endless);
        context.run(beans, beans::end);
        assertThat(Collections.frequency(log, "create endless")).isEqualTo(4);
        assertThat(Collections.frequency(log, "destroy endless")).isEqualTo(4);
        assertThat(beans.isEnded()).isTrue();
    }

    @Test
    void rule30_anInstanceIsMadeOnceAlsoByManyThreads() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        for (int round = 0; round < 200; round++) {
            BeanStore store = new BeanStore();
            CountDownLatch start = new CountDownLatch(threads);
            List<Future<Object>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    return get(store, bean);
                }));
            }
            Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<Object> future : futures) {
                seen.add(future.get(10, TimeUnit.SECONDS));
            }
            assertThat(seen).hasSize(1);
            store.end();
        }
        executor.shutdown();
        assertThat(Collections.frequency(log, "create bean")).isEqualTo(200);
        assertThat(Collections.frequency(log, "destroy bean")).isEqualTo(200);
    }
}
