package org.lighterage.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.descriptor.api.Descriptor;

/**
 * A server that runs as a child process, and deploys the archives that it finds in a directory. Tests run outside of it.
 * An application that is not there is 404 to the server, one that failed 503.
 */
public final class ProcessContainer implements DeployableContainer<ProcessContainerConfiguration> {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final int NOTHING = 0;

    private final HttpClient http = HttpClient.newHttpClient();
    private ProcessContainerConfiguration configuration;
    private LogFile log;
    private ServerProcess server;

    @Override
    public Class<ProcessContainerConfiguration> getConfigurationClass() {
        return ProcessContainerConfiguration.class;
    }

    /** Tests never run in the server, so that no protocol is spoken with them. */
    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void setup(ProcessContainerConfiguration given) {
        configuration = given;
        log = new LogFile(given.log());
    }

    @Override
    public void start() throws LifecycleException {
        try {
            if (answer("") != NOTHING) {
                throw new LifecycleException("Something listens on port " + configuration.port() + " already");
            }
            emptyDeployments();
            server = ServerProcess.start(configuration);
            await().pollInterval(POLL_INTERVAL)
                    .atMost(configuration.startTimeout())
                    .until(() -> !server.isAlive() || answer("") != NOTHING);
        } catch (IOException e) {
            throw new LifecycleException("The server cannot be started: " + configuration.command(), e);
        } catch (ConditionTimeoutException e) {
            server.stop();
            throw new LifecycleException(
                    "The server did not answer on port " + configuration.port() + " within "
                            + configuration.startTimeout().toSeconds() + " s; it wrote:\n" + log.since(0),
                    e);
        }
        if (!server.isAlive()) {
            throw new LifecycleException("The server ended; it wrote:\n" + log.since(0));
        }
    }

    /** Removes what an earlier run left, were it killed. */
    private void emptyDeployments() throws IOException {
        Files.createDirectories(configuration.deployments());
        try (var left = Files.newDirectoryStream(configuration.deployments(), "*.war")) {
            for (Path archive : left) {
                Files.delete(archive);
            }
        }
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String name = application(archive);
        long begin = log.end();
        write(archive);
        int answer = awaitDeployment(name, begin);
        if (answer != HttpURLConnection.HTTP_OK) {
            String message = "The server could not deploy " + archive.getName() + "; it wrote:\n" + log.since(begin);
            undeploy(archive);
            throw new DeploymentException(message);
        }
        HTTPContext context = new HTTPContext("localhost", configuration.port());
        context.add(new Servlet("default", "/" + name));
        return new ProtocolMetaData().addContext(context);
    }

    /** Under its name at once and whole, since the server may look at any time. */
    private void write(Archive<?> archive) throws DeploymentException {
        try {
            Path written = Files.createTempFile(configuration.workingDirectory(), "deployment", null);
            archive.as(ZipExporter.class).exportTo(written.toFile(), true);
            Files.move(written, deployment(archive), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DeploymentException(archive.getName() + " cannot be written", e);
        }
    }

    private int awaitDeployment(String name, long begin) throws DeploymentException {
        try {
            return await().pollInterval(POLL_INTERVAL)
                    .atMost(configuration.deployTimeout())
                    .until(
                            () -> answer(name + "/" + configuration.deployedPath()),
                            answer -> answer == HttpURLConnection.HTTP_OK
                                    || answer == HttpURLConnection.HTTP_UNAVAILABLE);
        } catch (ConditionTimeoutException e) {
            throw new DeploymentException(
                    "Nothing came of the deployment of " + name + " within "
                            + configuration.deployTimeout().toSeconds() + " s; the server wrote:\n"
                            + log.since(begin),
                    e);
        }
    }

    /** Nothing is done for one that is not there, such as one whose deployment failed. */
    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        String name = application(archive);
        long begin = log.end();
        try {
            if (Files.deleteIfExists(deployment(archive))) {
                await().pollInterval(POLL_INTERVAL)
                        .atMost(configuration.deployTimeout())
                        .until(() -> configuration
                                .undeployed(name)
                                .matcher(log.since(begin))
                                .find());
            }
        } catch (IOException e) {
            throw new DeploymentException(archive.getName() + " cannot be deleted", e);
        } catch (ConditionTimeoutException e) {
            throw new DeploymentException(
                    "The server did not undeploy " + name + " within "
                            + configuration.deployTimeout().toSeconds() + " s; it wrote:\n" + log.since(begin),
                    e);
        }
    }

    /** Not left to the deprecated default, which would pass over it in silence. */
    @Override
    @SuppressWarnings("deprecation")
    public void deploy(Descriptor descriptor) throws DeploymentException {
        throw new DeploymentException(
                "This container takes archives only, not the descriptor " + descriptor.getDescriptorName());
    }

    private Path deployment(Archive<?> archive) {
        return configuration.deployments().resolve(archive.getName());
    }

    private static String application(Archive<?> archive) {
        return archive.getName().substring(0, archive.getName().lastIndexOf('.'));
    }

    /** The status of a request, or NOTHING. */
    private int answer(String path) {
        URI uri = URI.create("http://localhost:" + configuration.port() + "/" + path);
        try {
            return http.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return NOTHING;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while a server was asked", e);
        }
    }
}
