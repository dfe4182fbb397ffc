package org.lighterage.benchmarks.app;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * What this process has used, of CPU since it began, of the rest at most since {@link #reset}. Safe for use by any thread.
 * Nothing here needs a package of one virtual machine's own, which applications of some servers do not see.
 */
public final class ProcessNumbers {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path PEAKS = Path.of("/proc/self/clear_refs");

    /** What Linux takes for the peak of the resident memory, as its manual of proc(5) says. */
    private static final String RESET_PEAK_OF_RESIDENT_MEMORY = "5";

    private static ProcessNumbers ofThisProcess;

    private final Set<String> heapPools = new HashSet<>();
    private final AtomicLong mostAlive = new AtomicLong();

    private ProcessNumbers() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                heapPools.add(pool.getName());
            }
        }
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this::collected, null, null);
            }
        }
    }

    public static synchronized ProcessNumbers ofThisProcess() {
        if (ofThisProcess == null) {
            ofThisProcess = new ProcessNumbers();
        }
        return ofThisProcess;
    }

    /** For what the number of times is: once is not always enough, since what is found to be garbage may hold other garbage. */
    public static void collectGarbage(int times) {
        for (int i = 0; i < times; i++) {
            System.gc();
        }
    }

    private void collected(Notification notification, Object handback) {
        CompositeData collection = (CompositeData) ((CompositeData) notification.getUserData()).get("gcInfo");
        long alive = 0;
        for (Object row : ((TabularData) collection.get("memoryUsageAfterGc")).values()) {
            CompositeData pool = (CompositeData) row;
            if (heapPools.contains(pool.get("key"))) {
                alive += (Long) ((CompositeData) pool.get("value")).get("used");
            }
        }
        mostAlive.accumulateAndGet(alive, Math::max);
    }

    public void reset() throws IOException {
        mostAlive.set(0);
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        if (Files.isWritable(PEAKS)) {
            Files.writeString(PEAKS, RESET_PEAK_OF_RESIDENT_MEMORY);
        }
    }

    /** Lines of names and numbers. */
    public String tell() throws IOException {
        return String.format(
                Locale.ROOT,
                "cpuNanos=%d%nheap=%d%npeakHeap=%d%npeakAlive=%d%npeakResident=%d%n",
                cpuNanos(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                peakHeap(),
                mostAlive.get(),
                peakResident());
    }

    public long cpuNanos() throws IOException {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME), "ProcessCpuTime");
        } catch (JMException e) {
            throw new IOException("The virtual machine does not tell its CPU time", e);
        }
    }

    /** Of all pools together, whose peaks need not have been at the same time: no less than there was. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** Of the process as the system sees it; 0 where that is not Linux. */
    private static long peakResident() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return 0;
    }
}
