package org.lighterage.tomee;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.openejb.loader.Files;
import org.apache.tomee.embedded.Configuration;
import org.apache.tomee.embedded.Container;
import org.lighterage.process.HotDeployment;

/** Runs embedded TomEE until the process is killed. */
public final class TomeeServer {

    private TomeeServer() {}

    /**
     * Starts the server.
     *
     * @param arguments the port for HTTP, the directory for the files of the server, and the directory whose archives it
     *     deploys
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Configuration configuration =
                new Configuration().http(Integer.parseInt(arguments[0])).dir(arguments[1]);
        File temporary = new File(System.getProperty("java.io.tmpdir"));
        // What an earlier server has left, which was killed.
        Files.remove(temporary);
        Files.mkdirs(temporary);
        // No port for a command to stop.
        configuration.setStopPort(-1);
        new HotDeployment(new TomeeApplications(new Container(configuration)), Path.of(arguments[2])).run();
    }
}
