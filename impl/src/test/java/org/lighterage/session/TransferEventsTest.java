package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lighterage.TransferCompleted;
import org.lighterage.TransferEvent;
import org.lighterage.TransferEvent.Direction;
import org.lighterage.TransferException;
import org.lighterage.TransferFailed;
import org.lighterage.TransferProgressed;
import org.lighterage.TransferStarted;
import org.lighterage.transfer.MessageFailedException;
import org.lighterage.transfer.TransferListener;
import org.lighterage.transfer.VirtualScheduler;
import org.lighterage.wire.OutcomeCode;

/** Which events are fired, when and in which order, in virtual time. */
class TransferEventsTest {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** Keeps what is fired. */
    private static final class Kept implements TransferObservers {

        private final Set<Class<?>> observed = new HashSet<>(
                Set.of(TransferStarted.class, TransferProgressed.class, TransferCompleted.class, TransferFailed.class));
        private final List<TransferEvent> fired = new ArrayList<>();
        private final List<TransferEvent> firedAsync = new ArrayList<>();
        private Runnable onFire = () -> {};

        @Override
        public Set<Class<?>> observed() {
            return observed;
        }

        @Override
        public void fire(Object event) {
            fired.add((TransferEvent) event);
            onFire.run();
        }

        @Override
        public void fireAsync(Object event) {
            firedAsync.add((TransferEvent) event);
        }

        /** What was fired since this was asked last, as kind, id and bytes. */
        private List<String> told() {
            List<String> told = fired.stream()
                    .map(event -> event.getClass().getSimpleName().substring("Transfer".length()) + " " + event.id()
                            + " " + event.bytes())
                    .toList();
            fired.clear();
            return told;
        }
    }

    private final Kept observers = new Kept();
    private final VirtualScheduler time = new VirtualScheduler();
    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final TransferEvents events = events();

    private TransferEvents events() {
        return new TransferEvents(observers, () -> null, CallbackScope.NONE, time, executor::add, INTERVAL);
    }

    private TransferListener.Begun incoming(TransferEvents of) {
        return of.incoming(false, 1000, Map.of());
    }

    private void runExecutor() {
        events.wake();
        for (Runnable task = executor.poll(); task != null; task = executor.poll()) {
            task.run();
        }
    }

    private void assertTold(String... told) {
        runExecutor();
        assertThat(observers.told()).containsExactly(told);
    }

    @Test
    void aTransferHasItsEventsInOrder() {
        TransferListener.Begun transfer = incoming(events);
        assertThat(observers.fired).isEmpty();
        assertTold("Started 1 0");
        transfer.progressed(100);
        time.advance(INTERVAL);
        assertTold("Progressed 1 100");
        transfer.progressed(1000);
        transfer.completed();
        assertTold("Completed 1 1000");
        time.advance(INTERVAL.multipliedBy(3));
        assertTold();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void eventsSayWhatTheTransferIs() {
        incoming(events).completed();
        TransferListener.Begun outgoing = events.outgoing(true, -1, Map.of("name", "a"));
        outgoing.failed(new MessageFailedException(OutcomeCode.TOO_LARGE, "too large"));
        runExecutor();
        TransferCompleted completed = (TransferCompleted) observers.fired.get(1);
        assertThat(completed.direction()).isEqualTo(Direction.INCOMING);
        assertThat(completed.text()).isFalse();
        assertThat(completed.length()).isEqualTo(OptionalLong.of(1000));
        TransferFailed failed = (TransferFailed) observers.fired.get(3);
        assertThat(failed.direction()).isEqualTo(Direction.OUTGOING);
        assertThat(failed.text()).isTrue();
        assertThat(failed.length()).isEmpty();
        assertThat(failed.metadata()).isEqualTo(Map.of("name", "a"));
        assertThat(failed.cause()).isInstanceOfSatisfying(TransferException.class, cause -> assertThat(cause.getCode())
                .isEqualTo(TransferException.Code.TOO_LARGE));
        assertThat(failed.id()).isNotEqualTo(completed.id());
        assertThat(observers.firedAsync).isEqualTo(observers.fired);
    }

    @Test
    void progressIsToldOncePerIntervalWithWhatIsTrueThen() {
        TransferListener.Begun transfer = incoming(events);
        assertTold("Started 1 0");
        for (int bytes = 1; bytes <= 1000; bytes++) {
            transfer.progressed(bytes);
            time.advance(Duration.ofMillis(1));
            runExecutor();
        }
        assertTold("Progressed 1 250", "Progressed 1 500", "Progressed 1 750", "Progressed 1 1000");
    }

    @Test
    void progressBeforeAPauseIsToldAllTheSame() {
        TransferListener.Begun transfer = incoming(events);
        transfer.progressed(10);
        time.advance(INTERVAL.multipliedBy(10));
        assertTold("Started 1 0", "Progressed 1 10");
        transfer.progressed(20);
        transfer.progressed(30);
        time.advance(Duration.ofMillis(1));
        assertTold();
        time.advance(INTERVAL);
        assertTold("Progressed 1 30");
        time.advance(INTERVAL.multipliedBy(10));
        assertTold();
    }

    @Test
    void progressThatWaitsForObserversIsOneEvent() {
        TransferListener.Begun transfer = incoming(events);
        for (int bytes = 1; bytes <= 1000; bytes++) {
            transfer.progressed(bytes);
            time.advance(INTERVAL);
        }
        assertTold("Started 1 0", "Progressed 1 1000");
    }

    @Test
    void bytesNeverGoBack() {
        TransferListener.Begun transfer = incoming(events);
        transfer.progressed(10);
        time.advance(INTERVAL);
        transfer.failed(new IOException("lost"));
        // A part that was under way when the connection ended.
        transfer.progressed(20);
        assertTold("Started 1 0", "Progressed 1 20", "Failed 1 20");
    }

    @Test
    void aTransferEndsOnce() {
        TransferListener.Begun transfer = incoming(events);
        transfer.progressed(5);
        transfer.completed();
        transfer.failed(new IOException("late"));
        transfer.completed();
        time.advance(INTERVAL.multipliedBy(2));
        assertTold("Started 1 0", "Completed 1 5");
    }

    @Test
    void whatNobodyObservesIsNotComputed() {
        observers.observed.clear();
        observers.observed.add(TransferCompleted.class);
        TransferEvents onlyCompleted = events();
        TransferListener.Begun transfer = incoming(onlyCompleted);
        transfer.progressed(10);
        assertThat(time.waiting()).isZero();
        onlyCompleted.wake();
        assertThat(executor).isEmpty();
        transfer.completed();
        onlyCompleted.wake();
        assertTold("Completed 1 10");
    }

    @Test
    void anObserverThatFailsChangesNothing() {
        observers.onFire = () -> {
            throw new IllegalStateException("a failure that the test wants");
        };
        incoming(events).completed();
        assertTold("Started 1 0", "Completed 1 0");
        assertThat(observers.firedAsync).hasSize(2);
    }

    @Test
    void whatAnObserverCausesIsFiredAfterItsEvent() {
        List<String> order = new ArrayList<>();
        observers.onFire = () -> {
            observers.onFire = () -> order.add("second");
            incoming(events);
            events.wake();
            order.add("first");
        };
        incoming(events);
        assertTold("Started 1 0", "Started 2 0");
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void theEndComesAfterAllEventsAndNothingAfterIt() {
        TransferListener.Begun broken = incoming(events);
        broken.failed(new IOException("lost"));
        List<List<String>> toldBefore = new ArrayList<>();
        events.end(() -> toldBefore.add(observers.told()));
        incoming(events);
        assertThat(toldBefore).isEmpty();
        runExecutor();
        assertThat(toldBefore).containsExactly(List.of("Started 1 0", "Failed 1 0"));
        incoming(events);
        assertTold();
    }

    @Test
    void onThreadsEventsNeitherOverlapNorGetLost() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        observers.onFire = () -> {
            overlaps.addAndGet(running.getAndIncrement());
            Thread.yield();
            running.decrementAndGet();
        };
        int threads = 8;
        int transfers = 200;
        ExecutorService pool = Executors.newFixedThreadPool(threads + 2);
        try {
            TransferEvents threaded =
                    new TransferEvents(observers, () -> null, CallbackScope.NONE, time, pool, INTERVAL);
            CountDownLatch done = new CountDownLatch(threads);
            for (int i = 0; i < threads; i++) {
                pool.execute(() -> {
                    for (int n = 0; n < transfers; n++) {
                        TransferListener.Begun transfer = incoming(threaded);
                        threaded.wake();
                        transfer.completed();
                        threaded.wake();
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            CountDownLatch ended = new CountDownLatch(1);
            threaded.end(ended::countDown);
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
        }
        assertThat(overlaps).hasValue(0);
        Set<Long> started = new HashSet<>();
        Set<Long> completed = new HashSet<>();
        for (TransferEvent event : observers.fired) {
            if (event instanceof TransferStarted) {
                assertThat(started.add(event.id())).isTrue();
            } else {
                assertThat(started).contains(event.id());
                assertThat(completed.add(event.id())).isTrue();
            }
        }
        assertThat(completed).hasSize(threads * transfers);
    }
}
