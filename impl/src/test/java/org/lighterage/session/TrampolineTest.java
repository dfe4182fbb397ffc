package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class TrampolineTest {

    private final Deque<Runnable> executor = new ArrayDeque<>();
    private int left;
    private int depth;
    private int deepest;
    private Trampoline trampoline;

    private boolean step() {
        depth++;
        deepest = Math.max(deepest, depth);
        boolean more = left-- > 0;
        if (more) {
            // As a container does that completes a send within the send.
            trampoline.wake();
        }
        depth--;
        return more;
    }

    @Test
    void stepsDoNotNestAndTheCallerIsLetGo() {
        left = 10_000;
        trampoline = new Trampoline(this::step, executor::add);
        trampoline.wake();
        assertThat(left).isPositive();
        while (!executor.isEmpty()) {
            executor.poll().run();
        }
        assertThat(left).isNegative();
        assertThat(deepest).isOne();
    }

    @Test
    void aWakeAfterTheLastStepStartsAgain() {
        trampoline = new Trampoline(this::step, executor::add);
        left = 3;
        trampoline.wake();
        left = 3;
        trampoline.wake();
        assertThat(left).isNegative();
    }

    private Thread lentThread;

    /** Starts a thread that is lent until there is nothing more to wait for; returns when it is. */
    private Future<?> lendUntil(ExecutorService threads, BooleanSupplier done) throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        Future<?> lent = threads.submit(() -> {
            lentThread = Thread.currentThread();
            assertThat(trampoline.lend()).isTrue();
            ready.countDown();
            trampoline.runUntil(done);
            trampoline.giveBack();
        });
        ready.await();
        return lent;
    }

    @Test
    void aLentThreadRunsWhatOthersWake() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Set<Thread> ran = ConcurrentHashMap.newKeySet();
            AtomicInteger steps = new AtomicInteger(1_000);
            trampoline = new Trampoline(
                    () -> {
                        ran.add(Thread.currentThread());
                        return steps.getAndDecrement() > 0;
                    },
                    executor::add);
            Future<?> lent = lendUntil(threads, () -> steps.get() < 0);
            assertThat(trampoline.lend()).isFalse();
            assertThat(trampoline.isLentHere()).isFalse();
            trampoline.wake();
            lent.get(10, TimeUnit.SECONDS);
            assertThat(ran).containsExactly(lentThread);
            assertThat(executor).isEmpty();
            assertThat(trampoline.lend()).isTrue();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatALentThreadLeavesGoesOnInTheThreadThatTakesItBack() {
        List<Boolean> lent = new ArrayList<>();
        left = 10;
        trampoline = new Trampoline(
                () -> {
                    lent.add(trampoline.isLentHere());
                    return left-- > 0;
                },
                executor::add);
        assertThat(trampoline.lend()).isTrue();
        trampoline.wake();
        assertThat(lent).isEmpty();
        trampoline.runUntil(() -> left <= 5);
        assertThat(lent).containsOnly(true).hasSize(5);
        trampoline.giveBack();
        assertThat(lent.subList(5, lent.size())).containsOnly(false);
        assertThat(left).isNegative();
    }

    @Test
    void anInterruptedThreadStepsNoMore() {
        left = 10;
        trampoline = new Trampoline(this::step, executor::add);
        assertThat(trampoline.lend()).isTrue();
        trampoline.wake();
        Thread.currentThread().interrupt();
        trampoline.runUntil(() -> false);
        trampoline.giveBack();
        trampoline.wake();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(left).isEqualTo(10);
        executor.poll().run();
        assertThat(left).isNegative();
        assertThat(executor).isEmpty();
    }

    /** Two threads wake and one after the other is lent: none of the wakes is lost, and no two steps run at once. */
    @Test
    void noWakeIsLostWhileThreadsAreLentAndTakenBack() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            AtomicInteger wanted = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            AtomicInteger running = new AtomicInteger();
            Set<Thread> waiting = ConcurrentHashMap.newKeySet();
            trampoline = new Trampoline(
                    () -> {
                        assertThat(running.incrementAndGet()).isOne();
                        boolean more = done.get() < wanted.get();
                        if (more) {
                            done.incrementAndGet();
                        }
                        running.decrementAndGet();
                        waiting.forEach(LockSupport::unpark);
                        return more;
                    },
                    threads);
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                work.add(threads.submit(() -> {
                    waiting.add(Thread.currentThread());
                    for (int n = 0; n < 50_000; n++) {
                        boolean lent = trampoline.lend();
                        int own = wanted.incrementAndGet();
                        trampoline.wake();
                        if (lent) {
                            trampoline.runUntil(() -> done.get() >= own);
                            trampoline.giveBack();
                        }
                    }
                }));
            }
            for (Future<?> part : work) {
                part.get(60, TimeUnit.SECONDS);
            }
            await().untilAsserted(() -> assertThat(done).hasValue(100_000));
        } finally {
            threads.shutdownNow();
        }
    }
}
