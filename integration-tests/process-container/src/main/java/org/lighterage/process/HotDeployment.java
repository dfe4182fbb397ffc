package org.lighterage.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For a server that does not do so itself, in its process: deploys the archives that appear in a directory, undeploys those
 * that disappear, and logs what became of each.
 */
public final class HotDeployment {

    private static final Logger LOG = Logger.getLogger(HotDeployment.class.getName());
    private static final long SCAN_INTERVAL_MILLIS = 50;

    /** What deploys. Both methods throw what has kept them from it. */
    public interface Server {

        void deploy(String application, Path archive) throws Exception;

        void undeploy(String application) throws Exception;
    }

    private final Server server;
    private final Path directory;
    private final Set<Path> seen = new HashSet<>();

    public HotDeployment(Server server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** Goes on until the process is killed. */
    public void run() throws IOException, InterruptedException {
        while (true) {
            Set<Path> present = archives();
            Set<Path> gone = new HashSet<>(seen);
            gone.removeAll(present);
            gone.forEach(this::undeploy);
            present.removeAll(seen);
            present.forEach(this::deploy);
            TimeUnit.MILLISECONDS.sleep(SCAN_INTERVAL_MILLIS);
        }
    }

    private Set<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private void deploy(Path archive) {
        seen.add(archive);
        String application = application(archive);
        try {
            server.deploy(application, archive);
            LOG.info(() -> "Deployed " + application + ".");
        } catch (Exception e) {
            LOG.log(Level.SEVERE, e, () -> "Why " + application + " is not there");
            // On a line after the stack trace, which is then whole when this is read.
            LOG.severe(() -> "Could not deploy " + application + ".");
        }
    }

    private void undeploy(Path archive) {
        seen.remove(archive);
        String application = application(archive);
        try {
            server.undeploy(application);
        } catch (Exception e) {
            LOG.log(Level.WARNING, e, () -> "Could not undeploy " + application);
        }
        LOG.info(() -> "Undeployed " + application + ".");
    }

    private static String application(Path archive) {
        String name = archive.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
