package org.lighterage.demo;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Measures the heap of the demo, and its disk, every second on a thread of its own, into a file. The greatest values are
 * to be read after {@link #close}.
 */
final class HeapSampler implements AutoCloseable {

    private static final double MEBIBYTE = 1 << 20;

    private final DemoProcess demo;
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final PrintWriter samples;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int count;
    private long mostHeap;
    private long mostDisk;

    HeapSampler(DemoProcess demo, Path file) throws Exception {
        this.demo = demo;
        VirtualMachine machine = VirtualMachine.attach(Long.toString(demo.pid()));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
        MBeanServerConnection server = connector.getMBeanServerConnection();
        memory = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        samples = new PrintWriter(Files.newBufferedWriter(file), true);
        samples.println("seconds  heap, MiB  heap after GC, MiB  disk, MiB");
        new Thread(this::sample, "heap-sampler").start();
    }

    private void sample() {
        long start = System.nanoTime();
        try {
            do {
                long before = memory.getHeapMemoryUsage().getUsed();
                memory.gc();
                long after = memory.getHeapMemoryUsage().getUsed();
                long disk = demo.diskUsed();
                samples.printf(
                        Locale.ROOT,
                        "%7.1f  %9.1f  %18.1f  %9.1f%n",
                        (System.nanoTime() - start) / 1e9,
                        before / MEBIBYTE,
                        after / MEBIBYTE,
                        disk / MEBIBYTE);
                count++;
                mostHeap = Math.max(mostHeap, after);
                mostDisk = Math.max(mostDisk, disk);
            } while (!stopped.await(1, TimeUnit.SECONDS));
            done.complete(null);
        } catch (IOException | InterruptedException | RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    /** Ends the measurements, and fails where they did. */
    @Override
    public void close() throws IOException {
        stopped.countDown();
        try {
            done.join();
        } finally {
            samples.close();
            connector.close();
        }
    }

    int count() {
        return count;
    }

    /** Used after a collection, in bytes. */
    long mostHeap() {
        return mostHeap;
    }

    /** In bytes. */
    long mostDisk() {
        return mostDisk;
    }
}
