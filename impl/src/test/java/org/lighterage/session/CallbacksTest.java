package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CallbacksTest {

    private final Deque<Runnable> executor = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final Callbacks callbacks = new Callbacks(executor::add, true, Runnable::run);

    private void runExecutor() {
        while (!executor.isEmpty()) {
            executor.poll().run();
        }
    }

    @Test
    void nothingRunsBeforeTheFirstCallback() {
        Callbacks callbacks = new Callbacks(executor::add, false, Runnable::run);
        callbacks.execute(() -> ran.add("message"));
        callbacks.run(() -> ran.add("close"));
        runExecutor();
        assertThat(ran).isEmpty();
        callbacks.open(() -> ran.add("open"));
        runExecutor();
        assertThat(ran).containsExactly("open", "message", "close");
    }

    @Test
    void callbacksFollowTheFirstInTheCallingThreadWhereTheyMay() {
        callbacks.open(() -> ran.add("open"));
        callbacks.run(() -> ran.add("message"));
        assertThat(ran).containsExactly("open", "message");
        assertThat(executor).isEmpty();
    }

    @Test
    void whatIsForTheExecutorRunsThereThoughAnotherThreadRunsWhatIsBefore() {
        callbacks.open(() -> {
            callbacks.run(() -> ran.add("message"));
            callbacks.execute(() -> ran.add("stream"));
            callbacks.run(() -> ran.add("pong"));
            ran.add("open");
        });
        assertThat(ran).containsExactly("open", "message");
        callbacks.run(() -> ran.add("close"));
        assertThat(ran).containsExactly("open", "message");
        runExecutor();
        assertThat(ran).containsExactly("open", "message", "stream", "pong", "close");
        callbacks.run(() -> ran.add("here again"));
        assertThat(ran).endsWith("here again");
    }

    @Test
    @Timeout(60)
    void aTurnComesWhenTheExecutorHasDone() throws InterruptedException {
        callbacks.open(() -> ran.add("open"));
        callbacks.execute(() -> ran.add("stream"));
        Thread bringing = new Thread(() -> callbacks.runInTurn(() -> ran.add("next")));
        bringing.start();
        while (bringing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(ran).containsExactly("open");
        runExecutor();
        bringing.join();
        assertThat(ran).containsExactly("open", "stream", "next");
        assertThat(executor).isEmpty();
    }

    @Test
    void theyAreFullWhileAThousandWait() {
        callbacks.open(() -> ran.add("open"));
        for (int i = 0; i < 1000; i++) {
            assertThat(callbacks.isFull()).isFalse();
            callbacks.execute(() -> ran.add("message"));
        }
        assertThat(callbacks.isFull()).isTrue();
        runExecutor();
        assertThat(callbacks.isFull()).isFalse();
        assertThat(ran).hasSize(1001);
    }

    @Test
    void whoeverIsInterruptedWaitsForNoTurn() {
        callbacks.open(() -> ran.add("open"));
        callbacks.execute(() -> ran.add("stream"));
        Thread.currentThread().interrupt();
        callbacks.runInTurn(() -> ran.add("next"));
        assertThat(Thread.interrupted()).isTrue();
        runExecutor();
        assertThat(ran).containsExactly("open", "stream", "next");
    }

    @Test
    void aCallbackThatComesWithinAnotherRunsAfterIt() {
        callbacks.open(() -> {
            callbacks.run(() -> ran.add("close"));
            ran.add("open");
        });
        assertThat(ran).containsExactly("open", "close");
    }

    @Test
    @Timeout(60)
    void whatACallbackThrowsStopsNoOther() {
        Runnable failing = () -> {
            ran.add("failing");
            throw new AssertionError("a failure that the test wants");
        };
        callbacks.open(failing);
        callbacks.run(failing);
        callbacks.execute(failing);
        callbacks.run(() -> ran.add("pong"));
        runExecutor();
        callbacks.runInTurn(() -> ran.add("next"));
        assertThat(ran).containsExactly("failing", "failing", "failing", "pong", "next");
    }

    @Test
    void aCallbackMayHaveAnotherFollowAtOnce() {
        callbacks.open(() -> {
            callbacks.run(() -> ran.add("close"));
            callbacks.runNext(() -> ran.add("message"));
            ran.add("open");
        });
        assertThat(ran).containsExactly("open", "message", "close");
    }
}
