package org.lighterage.scenarios.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;

/** A stream of zeros whose second half comes when something else has happened. */
public final class HeldStream {

    private HeldStream() {}

    /** What the second half waits for. */
    @FunctionalInterface
    public interface Holding {
        void await() throws InterruptedException;
    }

    /** @param half bytes before, and after, what is waited for */
    public static InputStream of(int half, Holding holding) {
        return new SequenceInputStream(
                Collections.enumeration(List.of(new Zeros(half), new Wait(holding), new Zeros(half))));
    }

    /** Has nothing, and says so when it has waited. */
    private static final class Wait extends InputStream {

        private final Holding holding;

        Wait(Holding holding) {
            this.holding = holding;
        }

        @Override
        public int read() throws IOException {
            try {
                holding.await();
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
