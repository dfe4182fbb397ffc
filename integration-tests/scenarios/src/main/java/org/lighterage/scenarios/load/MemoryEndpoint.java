package org.lighterage.scenarios.load;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Answers with the bytes that live in the server's heap, and those in its direct buffers. */
@ServerEndpoint("/memory")
public class MemoryEndpoint {

    @OnMessage
    public String memory(String ignored) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap + " " + direct;
    }
}
