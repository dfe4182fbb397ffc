package org.lighterage.tomee;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.catalina.Host;
import org.apache.catalina.LifecycleState;
import org.apache.tomee.embedded.Container;

/** Deploys the archives that appear in a directory, undeploys those that disappear, and logs what became of each. */
final class HotDeployment {

    private static final Logger LOG = Logger.getLogger(HotDeployment.class.getName());
    private static final long SCAN_INTERVAL_MILLIS = 50;

    private final Container container;
    private final Path directory;
    private final Set<Path> seen = new HashSet<>();

    HotDeployment(Container container, Path directory) {
        this.container = container;
        this.directory = directory;
    }

    void run() throws IOException, InterruptedException {
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
            // Unpacked beside the archive, which may come again with other contents.
            Path own = Files.createTempDirectory("deployment").resolve(archive.getFileName());
            container.deploy(application, Files.copy(archive, own).toFile(), true);
            requireAvailable();
            LOG.info(() -> "Deployed " + application + ".");
        } catch (Exception e) {
            LOG.log(Level.SEVERE, e, () -> "Why " + application + " is not there");
            // On a line after the stack trace, which is then whole when this is read.
            LOG.severe(() -> "Could not deploy " + application + ".");
        }
    }

    /** TomEE tells of an application that its listeners stopped by nothing but the state of its context, which stays. */
    private void requireAvailable() {
        Host host = container.getTomcat().getHost();
        List<org.apache.catalina.Container> stopped = Arrays.stream(host.findChildren())
                .filter(context -> context.getState() != LifecycleState.STARTED)
                .toList();
        stopped.forEach(host::removeChild);
        if (!stopped.isEmpty()) {
            throw new IllegalStateException("TomEE has stopped " + stopped);
        }
    }

    private void undeploy(Path archive) {
        seen.remove(archive);
        String application = application(archive);
        try {
            container.undeploy(application);
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
