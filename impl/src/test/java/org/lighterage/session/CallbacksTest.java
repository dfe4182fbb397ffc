package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

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
    void aCallbackThatComesWithinAnotherRunsAfterIt() {
        callbacks.openInline(() -> {
            callbacks.runOrEnqueue(() -> ran.add("close"));
            ran.add("open");
        });
        assertThat(ran).containsExactly("open", "close");
    }
}
