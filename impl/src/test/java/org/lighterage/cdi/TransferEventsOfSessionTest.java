package org.lighterage.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.TransferCompleted;
import org.lighterage.TransferEvent;
import org.lighterage.TransferFailed;
import org.lighterage.WebSocketScoped;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.ApplicationSession;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.session.SessionDriver;
import org.lighterage.transfer.Role;

/** Events of transfers as beans observe them: in Weld, with a session that the library drives. */
class TransferEventsOfSessionTest {

    @ApplicationScoped
    static class Log {

        private final List<String> entries = new CopyOnWriteArrayList<>();

        void add(String entry) {
            entries.add(entry);
        }

        List<String> entries() {
            return entries;
        }
    }

    @WebSocketScoped
    static class OfSession {

        @Inject
        Log log;

        @Inject
        Session session;

        String id() {
            return session.getId() + " " + session.getPathParameters();
        }

        @PreDestroy
        void destroyed() {
            log.add("destroyed");
        }
    }

    @RequestScoped
    static class PerRequest {

        private int calls;

        int next() {
            return ++calls;
        }
    }

    @ApplicationScoped
    static class Observer {

        @Inject
        Log log;

        @Inject
        OfSession ofSession;

        @Inject
        PerRequest perRequest;

        void observe(@Observes TransferEvent event) {
            log.add(event.getClass().getSimpleName() + " " + event.bytes() + " in " + ofSession.id() + " of "
                    + event.session().getId() + ", request " + perRequest.next());
        }

        void observe(@ObservesAsync TransferCompleted event) {
            try {
                ofSession.id();
            } catch (ContextNotActiveException e) {
                log.add("asynchronous, without the session's context, request " + perRequest.next());
            }
        }
    }

    /** Throws what it observes back. */
    @ApplicationScoped
    static class Failing {

        void observe(@Observes TransferEvent event) {
            throw new IllegalStateException("a failure that the test wants");
        }
    }

    /** Holds an event up until the test has seen what goes on meanwhile. */
    @ApplicationScoped
    static class Slow {

        private final CountDownLatch release = new CountDownLatch(1);

        void observe(@Observes TransferFailed event, Log log) throws InterruptedException {
            log.add("holding up");
            assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
        }

        void release() {
            release.countDown();
        }
    }

    private final class Endpoint implements ApplicationEndpoint {

        @Override
        public void onOpen(ApplicationSession session) {
            session.addMessageHandler(String.class, (String text) -> log.add("message of " + text.length()));
        }

        @Override
        public void onError(ApplicationSession session, Throwable cause) {
            log.add("error " + cause.getMessage());
        }

        @Override
        public void onClose(ApplicationSession session, CloseReason reason) {
            ofSession.id();
            log.add("close");
        }
    }

    @TempDir
    private Path directory;

    private SeContainer container;
    private Resources resources;
    private Log log;
    private OfSession ofSession;

    @BeforeEach
    void start() {
        resources = Resources.withThreads(null, 4, new BufferBudget(1 << 20, 1 << 20), new SpillDirectory(directory));
    }

    @AfterEach
    void stop() {
        resources.close();
        container.close();
    }

    private FakeContainerSession open(Class<?>... observers) {
        container = TestContainer.of(Log.class, OfSession.class, PerRequest.class)
                .addBeanClasses(observers)
                .initialize();
        log = container.select(Log.class).get();
        ofSession = container.select(OfSession.class).get();
        FakeContainerSession session = new FakeContainerSession("a");
        driver = new SessionDriver(
                session.session(),
                Role.SERVER,
                EndpointSettings.DEFAULTS,
                resources,
                new OpenSessions(),
                new Endpoint(),
                new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                new CallbackScopes(container.getBeanManager()).newScope(),
                new EventObservers(container.getBeanManager()));
        session.drivenBy(driver);
        driver.start();
        return session;
    }

    private SessionDriver driver;

    private void awaitEntries(String... entries) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(log.entries()).containsExactly(entries));
    }

    @Test
    void observersFindTheSessionItsBeansAndARequest() {
        FakeContainerSession session = open(Observer.class);
        session.receive("one", false);
        session.receive("two", true);
        await().untilAsserted(() -> assertThat(log.entries())
                .containsSubsequence(
                        "TransferStarted 0 in a {} of a, request 1",
                        "TransferCompleted 6 in a {} of a, request 1",
                        "asynchronous, without the session's context, request 1")
                .contains("message of 6")
                .hasSize(4));
    }

    @Test
    void aMessageOfOnePieceIsNoTransfer() {
        FakeContainerSession session = open(Observer.class);
        session.receive("whole");
        session.receive("one", false);
        awaitEntries("message of 5", "TransferStarted 0 in a {} of a, request 1");
    }

    @Test
    void aTransferThatTheCloseBreaksFailsWhileTheBeansOfTheSessionAreThere() {
        FakeContainerSession session = open(Slow.class, Observer.class);
        session.receive("one", false);
        session.close(1006);
        // The container's thread and @OnClose wait for no observer.
        assertThat(log.entries()).contains("close");
        await().untilAsserted(() -> assertThat(log.entries()).contains("holding up"));
        assertThat(log.entries()).doesNotContain("destroyed");
        container.select(Slow.class).get().release();
        await().untilAsserted(() -> assertThat(log.entries()).contains("destroyed"));
        assertThat(log.entries()).contains("TransferFailed 3 in a {} of a, request 1");
        assertThat(log.entries()).last().isEqualTo("destroyed");
    }

    @Test
    void theContainersErrorsAfterTheEndAreNotHeardThoughObserversStillRun() {
        FakeContainerSession session = open(Slow.class);
        session.receive("one", false);
        session.close(1006);
        await().untilAsserted(() -> assertThat(log.entries()).contains("holding up"));
        driver.containerFailed(new IllegalStateException("late"));
        container.select(Slow.class).get().release();
        await().untilAsserted(() -> assertThat(log.entries()).containsOnlyOnce("destroyed"));
        assertThat(log.entries()).doesNotContain("error late");
    }

    @Test
    void anObserverThatFailsChangesNothing() {
        FakeContainerSession session = open(Failing.class);
        session.receive("one", false);
        session.receive("two", true);
        session.close(1000);
        awaitEntries("message of 6", "close", "destroyed");
    }

    @Test
    void withoutObserversTheSessionHasNoListener() throws Exception {
        FakeContainerSession session = open();
        assertThat(listener()).isNull();
        session.receive("one", false);
        session.close(1000);
        // At once and in this thread, as nothing is waited for.
        assertThat(log.entries()).containsExactly("close", "destroyed");
    }

    @Test
    void withObserversTheSessionHasAListener() throws Exception {
        open(Observer.class);
        assertThat(listener()).isNotNull();
    }

    private Object listener() throws ReflectiveOperationException {
        return valueOf(valueOf(driver, "end"), "transferEvents");
    }

    private static Object valueOf(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
