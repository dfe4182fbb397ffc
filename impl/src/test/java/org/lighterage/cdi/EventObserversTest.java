package org.lighterage.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lighterage.PathLimitFound;
import org.lighterage.SessionAttached;
import org.lighterage.SessionDetached;
import org.lighterage.TransferCompleted;
import org.lighterage.TransferEvent;
import org.lighterage.TransferEvent.Direction;
import org.lighterage.TransferFailed;
import org.lighterage.TransferProgressed;
import org.lighterage.TransferStarted;

/** Who is found to observe transfers, and is called. */
class EventObserversTest {

    private static final TransferCompleted COMPLETED =
            new TransferCompleted(null, Direction.INCOMING, 1, false, OptionalLong.empty(), 5, Map.of());
    private static final TransferFailed FAILED = new TransferFailed(
            null, Direction.INCOMING, 1, false, OptionalLong.empty(), 5, Map.of(), new IOException("lost"));

    @ApplicationScoped
    static class Log {

        private final List<String> entries = new ArrayList<>();

        void add(String entry) {
            entries.add(entry + " in " + Thread.currentThread().getName());
        }

        List<String> entries() {
            return entries;
        }
    }

    @Dependent
    static class OfCompleted {

        void observe(@Observes TransferCompleted event, Log log) {
            log.add("completed");
        }
    }

    @Dependent
    static class OfProgressAsync {

        void observe(@ObservesAsync TransferProgressed event, Log log) {
            log.add("progressed");
        }
    }

    @Dependent
    static class OfAll {

        void observe(@Observes TransferEvent event, Log log) {
            log.add("event");
        }
    }

    /** As a framework that watches everything. */
    @Dependent
    static class OfObjectAsync {

        void observe(@ObservesAsync Object event, Log log) {
            log.add("object");
        }
    }

    @Dependent
    static class Failing {

        void observe(@ObservesAsync TransferFailed event) {
            throw new IllegalStateException("a failure that the test wants");
        }

        void observe(@Observes TransferCompleted event) {
            throw new IllegalStateException("a failure that the test wants");
        }
    }

    private static EventObservers observers(SeContainer container) {
        return new EventObservers(container.getBeanManager());
    }

    @Test
    void withoutObserversNothingIsObserved() {
        try (SeContainer container = TestContainer.of(Log.class).initialize()) {
            assertThat(observers(container).observed()).isEmpty();
        }
    }

    @Test
    void onlyTypesWithObserversAreObserved() {
        try (SeContainer container = TestContainer.of(Log.class, OfCompleted.class, OfProgressAsync.class)
                .initialize()) {
            assertThat(observers(container).observed())
                    .containsExactlyInAnyOrder(TransferCompleted.class, TransferProgressed.class);
        }
    }

    @Test
    void observersOfSupertypesCount() {
        try (SeContainer container = TestContainer.of(Log.class, OfAll.class).initialize()) {
            assertThat(observers(container).observed())
                    .containsExactlyInAnyOrder(
                            TransferStarted.class,
                            TransferProgressed.class,
                            TransferCompleted.class,
                            TransferFailed.class);
        }
        try (SeContainer container =
                TestContainer.of(Log.class, OfObjectAsync.class).initialize()) {
            assertThat(observers(container).observed())
                    .hasSize(7)
                    .contains(SessionDetached.class, SessionAttached.class, PathLimitFound.class);
        }
    }

    @Test
    void observersOfBothKindsAreCalledInTheThreadThatFires() {
        try (SeContainer container = TestContainer.of(Log.class, OfCompleted.class, OfAll.class, OfObjectAsync.class)
                .initialize()) {
            EventObservers observers = observers(container);
            List<String> entries = container.select(Log.class).get().entries();
            String thread = " in " + Thread.currentThread().getName();
            observers.fire(COMPLETED);
            assertThat(entries).containsExactlyInAnyOrder("completed" + thread, "event" + thread);
            entries.clear();
            observers.fireAsync(COMPLETED);
            assertThat(entries).containsExactly("object" + thread);
        }
    }

    @Test
    void anAsynchronousObserverThatFailsIsNotHeardOf() {
        try (SeContainer container = TestContainer.of(Log.class, Failing.class).initialize()) {
            EventObservers observers = observers(container);
            observers.fireAsync(FAILED);
            assertThatThrownBy(() -> observers.fire(COMPLETED)).hasMessage("a failure that the test wants");
        }
    }
}
