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
    private final Callbacks callbacks = new Callbacks(executor::add, Runnable::run);

    private void runExecutor() {
        while (!executor.isEmpty()) {
            executor.poll().run();
        }
    }

    @Test
    void nothingRunsBeforeTheFirstCallback() {
        callbacks.execute(() -> ran.add("message"));
        callbacks.runOrEnqueue(() -> ran.add("close"));
        runExecutor();
        assertThat(ran).isEmpty();
        callbacks.open(() -> ran.add("open"));
        runExecutor();
        assertThat(ran).containsExactly("open", "message", "close");
    }

    @Test
    void callbacksFollowTheFirstInTheCallingThreadWhereTheyMay() {
        callbacks.openInline(() -> ran.add("open"));
        callbacks.runOrEnqueue(() -> ran.add("message"));
        assertThat(ran).containsExactly("open", "message");
        assertThat(executor).isEmpty();
    }

    @Test
    void whatIsForTheExecutorRunsThereThoughAnotherThreadRunsWhatIsBefore() {
        callbacks.openInline(() -> {
            callbacks.runOrEnqueue(() -> ran.add("message"));
            callbacks.execute(() -> ran.add("stream"));
            callbacks.runOrEnqueue(() -> ran.add("pong"));
            ran.add("open");
        });
        assertThat(ran).containsExactly("open", "message");
        callbacks.runOrEnqueue(() -> ran.add("close"));
        assertThat(ran).containsExactly("open", "message");
        runExecutor();
        assertThat(ran).containsExactly("open", "message", "stream", "pong", "close");
        callbacks.runOrEnqueue(() -> ran.add("here again"));
        assertThat(ran).endsWith("here again");
    }

    @Test
    @Timeout(60)
    void aTurnComesWhenTheExecutorHasDone() throws InterruptedException {
        callbacks.openInline(() -> ran.add("open"));
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
        callbacks.openInline(() -> ran.add("open"));
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
        callbacks.openInline(() -> ran.add("open"));
        callbacks.execute(() -> ran.add("stream"));
        Thread.currentThread().interrupt();
        callbacks.runInTurn(() -> ran.add("next"));
        assertThat(Thread.interrupted()).isTrue();
        runExecutor();
        assertThat(ran).containsExactly("open", "stream", "next");
    }

    @Test
    void aCallbackThatComesWithinAnotherRunsAfterIt() {
        callbacks.openInline(() -> {
            callbacks.runOrEnqueue(() -> ran.add("close"));
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
        callbacks.openInline(failing);
        callbacks.runOrEnqueue(failing);
        callbacks.execute(failing);
        callbacks.runOrEnqueue(() -> ran.add("pong"));
        runExecutor();
        callbacks.runInTurn(() -> ran.add("next"));
        assertThat(ran).containsExactly("failing", "failing", "failing", "pong", "next");
    }

    @Test
    void aCallbackMayHaveAnotherFollowAtOnce() {
        callbacks.openInline(() -> {
            callbacks.runOrEnqueue(() -> ran.add("close"));
            callbacks.runNext(() -> ran.add("message"));
            ran.add("open");
        });
        assertThat(ran).containsExactly("open", "message", "close");
    }
}
