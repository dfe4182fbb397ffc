package org.lighterage.tomee;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.Host;
import org.apache.catalina.LifecycleState;
import org.apache.tomee.embedded.Container;
import org.lighterage.process.HotDeployment;

/** The applications in embedded TomEE. */
record TomeeApplications(Container container) implements HotDeployment.Server {

    @Override
    public void deploy(String application, Path archive) throws Exception {
        // Unpacked beside the archive, which may come again with other contents.
        Path own = Files.createTempDirectory("deployment").resolve(archive.getFileName());
        container.deploy(application, Files.copy(archive, own).toFile(), true);
        requireAvailable();
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

    @Override
    public void undeploy(String application) throws Exception {
        container.undeploy(application);
    }
}
