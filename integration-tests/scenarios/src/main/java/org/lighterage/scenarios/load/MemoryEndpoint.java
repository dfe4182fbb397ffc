package org.lighterage.scenarios.load;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

/** Answers with the bytes that live in the server's heap, and those in its direct buffers. */
@ServerEndpoint("/memory")
public class MemoryEndpoint {

    @OnMessage
    public String memory(String ignored) throws InterruptedException {
        collectGarbage();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap + " " + direct;
    }

    /**
     * The memory of direct buffers is freed some time after a collection has found them, by the thread that enqueues
     * references: it has done so when a reference of the next collection comes.
     */
    private static void collectGarbage() throws InterruptedException {
        System.gc();
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        Reference<Object> reference = new WeakReference<>(new Object(), found);
        System.gc();
        if (found.remove(TimeUnit.SECONDS.toMillis(60)) != reference) {
            throw new IllegalStateException("A collection has found no garbage within 60 s");
        }
    }
}
