package org.lighterage.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.lighterage.LighterageSession;
import org.lighterage.client.LighterageClient;
import org.lighterage.scenarios.app.Digest;
import org.lighterage.scenarios.load.Zeros;

/**
 * Fifty sessions send at once. The system property {@code lighterage.scenarios.megabytes} says how much each; with 100 it
 * is a load test, whose figures it prints.
 */
@RunAsClient
public class ManySessionsScenario extends Scenario {

    private static final int SESSIONS = 50;
    private static final long MB = 1_000_000;
    private static final long LENGTH = MB * Integer.getInteger("lighterage.scenarios.megabytes", 2);
    private static final long MOST_MEMORY = 256 * MB;

    @Deployment(testable = false)
    static WebArchive war() {
        return ScenarioWar.scenarios();
    }

    @Test
    void fiftySessionsSendAtOnce() throws Exception {
        ServerMemory before = memory();
        String digest = Digest.of(new Zeros(LENGTH));
        AtomicLong most = new AtomicLong(Long.MIN_VALUE);
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        long start = System.nanoTime();
        try (LighterageClient client = newClient()) {
            List<Recorder> recorders = new ArrayList<>();
            List<LighterageSession> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                recorders.add(new Recorder());
                sessions.add((LighterageSession) recorders.get(i).connect(client, endpoint("stream")));
            }
            sessions.forEach(session -> session.send(new Zeros(LENGTH)));
            ScheduledFuture<?> sampling = sampler.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(memory().beyond(before), Math::max), 0, 1, TimeUnit.SECONDS);
            for (Recorder recorder : recorders) {
                assertThat(recorder.nextText()).isEqualTo(digest);
            }
            if (sampling.isDone()) {
                // One sample that fails is the last.
                sampling.get();
            }
        } finally {
            sampler.shutdown();
        }
        System.out.printf(
                "%d sessions of %d MB in %d s; heap and direct memory beyond the idle server's: at most %d MB%n",
                SESSIONS, LENGTH / MB, (System.nanoTime() - start) / 1_000_000_000, most.get() / MB);
        assertThat(most.get()).isGreaterThan(Long.MIN_VALUE).isLessThan(MOST_MEMORY);
    }

    private ServerMemory memory() {
        return ServerMemory.ask(endpoint("memory"));
    }
}
