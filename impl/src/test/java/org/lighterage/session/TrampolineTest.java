package org.lighterage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
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
}
