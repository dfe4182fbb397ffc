package org.lighterage.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BufferBudgetTest {

    @Test
    void takesAllOrNothingUpToTheLimit() {
        BufferBudget budget = new BufferBudget(10, 20);
        assertThat(budget.tryMemory(8)).isTrue();
        assertThat(budget.tryMemory(3)).isFalse();
        assertThat(budget.tryMemory(2)).isTrue();
        assertThat(budget.tryMemory(Long.MAX_VALUE)).isFalse();
        assertThat(budget.tryDisk(20)).isTrue();
        assertThat(budget.tryDisk(1)).isFalse();
        assertEquals(10, budget.usedMemory());
        assertEquals(20, budget.usedDisk());
        budget.releaseMemory(10);
        budget.releaseDisk(20);
        assertEquals(0, budget.usedMemory());
        assertEquals(0, budget.usedDisk());
    }

    @Test
    void givesNothingBackThatWasNotTaken() {
        BufferBudget budget = new BufferBudget(10, 10);
        budget.tryDisk(1);
        assertThatThrownBy(() -> budget.releaseDisk(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 bytes")
                .hasMessageContaining("disk budget, only 1");
        assertEquals(1, budget.usedDisk());
        assertThatThrownBy(() -> budget.releaseMemory(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> budget.tryMemory(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BufferBudget(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverExceedsItsLimitWhoeverTakesAtOnce() throws Exception {
        int threads = 4;
        BufferBudget budget = new BufferBudget(10, 0);
        CountDownLatch start = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> takers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                takers.add(executor.submit(() -> {
                    start.countDown();
                    start.await();
                    for (int round = 0; round < 50_000; round++) {
                        if (budget.tryMemory(4)) {
                            assertThat(budget.usedMemory()).isBetween(4L, 10L);
                            budget.releaseMemory(4);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> taker : takers) {
                taker.get(30, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
        assertEquals(0, budget.usedMemory());
    }
}
