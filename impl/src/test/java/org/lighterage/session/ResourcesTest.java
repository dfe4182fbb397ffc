package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lighterage.buffer.BufferBudget;
import org.lighterage.buffer.SpillDirectory;

class ResourcesTest {

    @TempDir
    private Path directory;

    private Resources resources(int maxThreads) {
        return Resources.withThreads(null, maxThreads, new BufferBudget(0, 0), new SpillDirectory(directory));
    }

    @Test
    void tasksBeyondTheLastThreadWaitAndAreRun() throws InterruptedException {
        try (Resources resources = resources(2)) {
            CountDownLatch started = new CountDownLatch(2);
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(10);
            AtomicInteger running = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            for (int i = 0; i < 10; i++) {
                resources.executor().execute(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    started.countDown();
                    await(release);
                    running.decrementAndGet();
                    done.countDown();
                });
            }
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(most).hasValue(2);
        }
    }

    @Test
    void threadsAreMadeByTheFactoryThatIsGivenAndSeeTheClassesOfTheCaller() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "made");
            thread.setContextClassLoader(null);
            return thread;
        };
        try (Resources resources =
                Resources.withThreads(factory, 1, new BufferBudget(0, 0), new SpillDirectory(directory))) {
            resources.executor().execute(() -> {
                Thread made = Thread.currentThread();
                if (made.getName().equals("made") && made.getContextClassLoader() == own) {
                    done.countDown();
                }
            });
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void noThreadOutlivesThem() throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader own = current.getContextClassLoader();
        // By it threads are told apart from those of other tests.
        try (URLClassLoader ofApplication = new URLClassLoader(new URL[0], own)) {
            current.setContextClassLoader(ofApplication);
            for (int i = 0; i < 200; i++) {
                CountDownLatch done = new CountDownLatch(2);
                try (Resources resources = resources(2)) {
                    resources.executor().execute(done::countDown);
                    resources.schedule(Duration.ZERO, done::countDown);
                    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
                }
                current.setContextClassLoader(own);
                assertThat(Thread.getAllStackTraces().keySet())
                        .noneMatch(thread -> thread.getContextClassLoader() == ofApplication);
                current.setContextClassLoader(ofApplication);
            }
        } finally {
            current.setContextClassLoader(own);
        }
    }

    @Test
    void afterTheEndTheCallerRunsWhatIsLeftAndNothingIsWaitedFor() {
        Resources resources = resources(2);
        resources.close();
        Thread[] ran = new Thread[1];
        resources.executor().execute(() -> ran[0] = Thread.currentThread());
        assertThat(ran[0]).isSameAs(Thread.currentThread());
        resources.schedule(Duration.ofMillis(1), () -> ran[0] = null).cancel();
        assertThat(ran[0]).isNotNull();
    }

    @Test
    void tasksRunAtTheirTimeThoughEveryThreadOfTheExecutorWaitsForThem() throws InterruptedException {
        try (Resources resources = resources(1)) {
            CountDownLatch timeout = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            resources.executor().execute(() -> {
                await(timeout);
                done.countDown();
            });
            resources.schedule(Duration.ofMillis(1), timeout::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void tasksRunAtTheirTime() throws InterruptedException {
        try (Resources resources = resources(1)) {
            CountDownLatch done = new CountDownLatch(1);
            long start = resources.nanoTime();
            resources.schedule(Duration.ofMillis(20), done::countDown);
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(resources.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
        }
    }
}
