package org.lighterage.scenarios.load;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds callbacks until a test lets them go on. */
@ApplicationScoped
public class Gate {

    private static final int MOST_SECONDS = 300;

    private volatile CountDownLatch latch = new CountDownLatch(1);

    public void await() throws InterruptedException {
        if (!latch.await(MOST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The test did not open the gate within " + MOST_SECONDS + " s");
        }
    }

    public void open() {
        latch.countDown();
    }

    public void close() {
        latch = new CountDownLatch(1);
    }
}
