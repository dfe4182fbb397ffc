package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Which processors processes run on. Only on Linux with {@code taskset}. */
public final class Processors {

    /** Of the machine. Taken before anything is pinned, since a virtual machine counts only those that it may use. */
    private static final int COUNT = Runtime.getRuntime().availableProcessors();

    private static final int TIMEOUT_SECONDS = 10;

    private Processors() {}

    /**
     * Has a process, all of its threads and those that it starts later, run on one processor.
     *
     * @param processor counted from 0
     */
    public static void pin(ProcessHandle process, int processor) throws IOException {
        allow(process, Integer.toString(processor));
    }

    /** Takes that back. */
    public static void unpin(ProcessHandle process) throws IOException {
        allow(process, "0-" + (COUNT - 1));
    }

    private static void allow(ProcessHandle process, String processors) throws IOException {
        Process taskset = new ProcessBuilder(
                        "taskset", "--all-tasks", "--cpu-list", "--pid", processors, Long.toString(process.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!taskset.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
                throw new IOException("taskset could not have process " + process.pid() + " run on processors "
                        + processors + " of " + COUNT);
            }
        } catch (InterruptedException e) {
            throw new IOException("Interrupted", e);
        } finally {
            taskset.destroyForcibly();
        }
    }
}
