package org.lighterage.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.LighterageSession;
import org.lighterage.WebSocketScoped;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.coder.SessionCoders;
import org.lighterage.config.EndpointSettings;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.ApplicationSession;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.session.SessionDriver;
import org.lighterage.session.TransferObservers;
import org.lighterage.transfer.Role;

/** The contexts that callbacks of a session find: in Weld, with sessions that the library drives. */
class WebSocketCallbackScopeTest {

    /** What happened, in one list for all beans. */
    @ApplicationScoped
    static class Log {

        private final List<String> entries = new ArrayList<>();

        void add(String entry) {
            entries.add(entry);
        }

        List<String> entries() {
            return List.copyOf(entries);
        }
    }

    /** Counts calls of its own session, which it knows by injection. */
    @WebSocketScoped
    static class Counter {

        @Inject
        Log log;

        @Inject
        Session session;

        private int count;

        int next() {
            return ++count;
        }

        @PreDestroy
        void destroyed() {
            log.add(session.getId() + " destroyed at " + count);
        }
    }

    @RequestScoped
    static class PerRequest {

        @Inject
        Log log;

        private int count;

        int next() {
            return ++count;
        }

        @PreDestroy
        void destroyed() {
            log.add("request ended");
        }
    }

    /** Lives as long as the application, and sees the session of whoever calls it. */
    @ApplicationScoped
    static class Service {

        @Inject
        LighterageSession lighterageSession;

        @Inject
        Session session;

        @Inject
        Counter counter;

        String describe() {
            assertThat(lighterageSession.getId()).isEqualTo(session.getId());
            return session.getId() + " " + counter.next();
        }
    }

    /** Calls the service in every callback. */
    private final class Endpoint implements ApplicationEndpoint {

        private final Runnable onMessage;

        Endpoint(Runnable onMessage) {
            this.onMessage = onMessage;
        }

        private void note(String callback) {
            log.add(callback + " " + service.describe() + " " + perRequest.next());
        }

        @Override
        public void onOpen(ApplicationSession session) {
            note("open");
            session.addMessageHandler(String.class, (String text) -> {
                note(text);
                onMessage.run();
            });
        }

        @Override
        public void onError(ApplicationSession session, Throwable cause) {
            note("error");
        }

        @Override
        public void onClose(ApplicationSession session, CloseReason reason) {
            note("close");
        }
    }

    @TempDir
    private Path directory;

    private SeContainer container;
    private Resources resources;
    private CallbackScopes scopes;
    private Log log;
    private Service service;
    private PerRequest perRequest;

    @BeforeEach
    void start() {
        container = TestContainer.of(Log.class, Counter.class, PerRequest.class, Service.class)
                .initialize();
        resources = Resources.withThreads(null, 4, new BufferBudget(1 << 20, 1 << 20), new SpillDirectory(directory));
        scopes = new CallbackScopes(container.getBeanManager());
        log = container.select(Log.class).get();
        service = container.select(Service.class).get();
        perRequest = container.select(PerRequest.class).get();
    }

    @AfterEach
    void stop() {
        resources.close();
        if (container.isRunning()) {
            container.close();
        }
    }

    /** A session that is open, and whose message handler also does something else. */
    private FakeContainerSession open(String id, Runnable onMessage) {
        FakeContainerSession session = new FakeContainerSession(id);
        SessionDriver driver = new SessionDriver(
                session.session(),
                Role.SERVER,
                EndpointSettings.DEFAULTS,
                resources,
                new OpenSessions(),
                new Endpoint(onMessage),
                new SessionCoders(CoderModels.NONE, InstanceFactory.byConstructor(), null),
                scopes.newScope(),
                TransferObservers.NONE);
        session.drivenBy(driver);
        driver.start();
        return session;
    }

    private void assertThatNothingIsActive() {
        assertThatThrownBy(service::describe).isInstanceOf(ContextNotActiveException.class);
        assertThatThrownBy(perRequest::next).isInstanceOf(ContextNotActiveException.class);
    }

    @Test
    void rule31_bothContextsAreActiveInEveryCallbackAndEndWhenTheyShould() {
        FakeContainerSession a = open("a", () -> {
            throw new IllegalStateException("the message cannot be handled");
        });
        a.receive("message");
        a.close(1000);
        assertThat(log.entries())
                .containsExactly(
                        "open a 1 1",
                        "request ended",
                        "message a 2 1",
                        // Of the same callback as the message that failed, and so in its request.
                        "error a 3 2",
                        "request ended",
                        "close a 4 1",
                        "request ended",
                        "a destroyed at 4");
    }

    @Test
    void rule30_outsideOfCallbacksNothingIsActive() {
        assertThatNothingIsActive();
        FakeContainerSession a = open("a", () -> {});
        assertThatNothingIsActive();
        a.receive("message");
        assertThatNothingIsActive();
        a.close(1006);
        assertThatNothingIsActive();
    }

    @Test
    void rule30_theContextEndsOnceHoweverOftenTheContainerReportsTheEnd() {
        FakeContainerSession a = open("a", () -> {});
        a.close(1006);
        a.close(1000);
        assertThat(log.entries()).containsOnlyOnce("a destroyed at 2");
    }

    @Test
    void rule30_sessionsDoNotShareTheirBeans() {
        FakeContainerSession a = open("a", () -> {});
        FakeContainerSession b = open("b", () -> {});
        b.receive("message");
        b.receive("message");
        a.close(1000);
        b.close(1000);
        assertThat(log.entries()).contains("a destroyed at 2", "b destroyed at 4");
    }

    @Test
    void rule30_aCallbackWithinAnotherSessionsHasItsOwnContextAndTheOuterOneIsBackAfterwards() {
        FakeContainerSession inner = open("inner", () -> {});
        FakeContainerSession outer = open("outer", () -> {
            inner.receive("nested");
            inner.close(1000);
            log.add("back in " + service.describe());
        });
        outer.receive("message");
        assertThat(log.entries())
                .containsSubsequence(
                        "message outer 2 1",
                        // The request is the outer callback's: it is the active one.
                        "nested inner 2 2",
                        "close inner 3 3",
                        "inner destroyed at 3",
                        "back in outer 3",
                        "request ended");
        assertThatNothingIsActive();
    }

    @Test
    void rule31_aRequestContextThatTheContainerHasStartedIsUsedAndLeftActive() {
        RequestContextController controller =
                container.select(RequestContextController.class).get();
        controller.activate();
        perRequest.next();
        open("a", () -> {});
        assertThat(log.entries()).containsExactly("open a 1 2");
        assertThat(perRequest.next()).isEqualTo(3);
        controller.deactivate();
        assertThat(log.entries()).containsExactly("open a 1 2", "request ended");
    }

    @Test
    void rule31_aCallbackThatThrowsEndsItsContexts() {
        CallbackScope scope = scopes.newScope();
        assertThatThrownBy(() -> scope.run(null, () -> {
                    perRequest.next();
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");
        assertThat(log.entries()).containsExactly("request ended");
        assertThatNothingIsActive();
    }

    @Test
    void rule30_aSessionWithoutABeanHasNothingToEnd() {
        CallbackScope scope = scopes.newScope();
        scope.run(null, () -> {});
        scope.end();
        assertThat(log.entries()).isEmpty();
    }

    @Test
    void rule31_aControllerOfRequestContextsIsReusedAndNeverByTwoCallbacksAtOnce() throws Exception {
        RequestContexts requestContexts = new RequestContexts(container.getBeanManager());
        for (int i = 0; i < 100; i++) {
            requestContexts.run(perRequest::next);
        }
        assertThat(requestContexts.idle()).isEqualTo(1);
        int threads = 4;
        CountDownLatch together = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            futures.add(executor.submit(() -> requestContexts.run(() -> {
                assertThat(perRequest.next()).isEqualTo(1);
                together.countDown();
                assertThat(awaited(together)).isTrue();
                assertThat(perRequest.next()).isEqualTo(2);
            })));
        }
        for (Future<?> future : futures) {
            future.get(10, TimeUnit.SECONDS);
        }
        executor.shutdown();
        assertThat(requestContexts.idle()).isEqualTo(threads);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void rule30_aCallbackRunsAlsoWhereCdiHasStopped() {
        List<String> ran = new ArrayList<>();
        CallbackScope scope = scopes.newScope();
        scope.run(null, () -> ran.add("before"));
        container.close();
        scope.run(null, () -> ran.add("with what is left"));
        scope.run(null, () -> ran.add("with nothing"));
        scope.end();
        assertThat(ran).containsExactly("before", "with what is left", "with nothing");
    }
}
