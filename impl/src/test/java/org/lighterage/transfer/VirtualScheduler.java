package org.lighterage.transfer;

import java.time.Duration;
import java.util.PriorityQueue;

/** Time that passes only when the test says so. Tasks run on the test's thread, in the order of their times. */
public final class VirtualScheduler implements Scheduler {

    private final class Task implements Cancellable, Comparable<Task> {

        private final long at;
        private final long number = ++scheduled;
        private final Runnable action;

        Task(long at, Runnable action) {
            this.at = at;
            this.action = action;
        }

        @Override
        public void cancel() {
            tasks.remove(this);
        }

        @Override
        public int compareTo(Task other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();

    /** Near the end of the range, so that a comparison of times that does not allow for overflow shows. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    /** Lets a test do something where an engine asks for the time, as another thread might. */
    Runnable onTimeAsked = () -> {};

    private final long origin = now;
    private long scheduled;

    @Override
    public long nanoTime() {
        onTimeAsked.run();
        return now;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        // Elapsed time is what orders tasks, as the clock itself may overflow.
        Task added = new Task(elapsed() + delay.toNanos(), task);
        tasks.add(added);
        return added;
    }

    private long elapsed() {
        return now - origin;
    }

    /** Lets time pass, and runs what is due meanwhile. */
    public void advance(Duration duration) {
        long end = elapsed() + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at <= end) {
            runNext();
        }
        now = origin + end;
    }

    /** Lets time pass until the next task is due, and runs it; false when there is none. */
    boolean runNext() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        now = Math.max(elapsed(), task.at) + origin;
        task.action.run();
        return true;
    }

    Duration elapsedTime() {
        return Duration.ofNanos(elapsed());
    }

    public int waiting() {
        return tasks.size();
    }
}
