package org.lighterage.benchmarks.contender;

/**
 * The length of the buffers that the JDK's client reads into, which can be set for the whole virtual machine. With its own, Tomcat's
 * client receives faster; where they are made long, it is the JDK's that is measured.
 */
final class JdkBuffers {

    private static final int LONG = 64 << 10;

    private JdkBuffers() {}

    /** Whether they have been made long, by {@code -Djdk.httpclient.bufsize}. */
    static boolean areLong() {
        return Integer.getInteger("jdk.httpclient.bufsize", 0) >= LONG;
    }
}
