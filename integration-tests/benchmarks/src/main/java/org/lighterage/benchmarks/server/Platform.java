package org.lighterage.benchmarks.server;

import java.io.IOException;
import java.util.List;

/** A kind of server. */
public interface Platform {

    String title();

    /**
     * Starts one.
     *
     * @param jvmArguments what its virtual machine is given, if it is one
     */
    ServerProcess start(List<String> jvmArguments) throws IOException;

    /** Whether what it needs is here. */
    default boolean isAvailable() throws IOException {
        return true;
    }
}
