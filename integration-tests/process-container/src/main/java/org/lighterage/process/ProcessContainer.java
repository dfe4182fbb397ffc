package org.lighterage.process;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.descriptor.api.Descriptor;

/**
 * A server that runs as a child process, and deploys the archives that it finds in a directory. It logs what became of
 * them, or answers a request for an application's root without a slash with 404 where there is no such application, with 503
 * where the application has failed, and otherwise as the application says, which is a redirect to the root with a slash. Tests
 * run outside of it.
 */
public final class ProcessContainer implements DeployableContainer<ProcessContainerConfiguration> {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    private ProcessContainerConfiguration configuration;
    private HttpPort port;
    private Deployments deployments;
    private LogFile log;
    private ServerProcess server;

    @Override
    public Class<ProcessContainerConfiguration> getConfigurationClass() {
        return ProcessContainerConfiguration.class;
    }

    /** Nothing is spoken with tests in the server, since there are none. */
    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public void setup(ProcessContainerConfiguration given) {
        configuration = given;
        port = new HttpPort(given.port());
        deployments = new Deployments(given.deployments());
        log = new LogFile(given.log());
    }

    @Override
    public void start() throws LifecycleException {
        if (answers()) {
            throw new LifecycleException("Something listens on port " + configuration.port() + " already");
        }
        try {
            deployments.prepare();
            server = ServerProcess.start(configuration);
        } catch (IOException e) {
            throw new LifecycleException("The server cannot be started with " + configuration.command(), e);
        }
        try {
            within(configuration.startTimeout()).until(() -> !server.isAlive() || answers());
        } catch (ConditionTimeoutException e) {
            server.stop();
            throw new LifecycleException("The server did not answer on port " + configuration.port() + wrote(0), e);
        }
        if (!server.isAlive()) {
            server.stop();
            throw new LifecycleException("The server ended" + wrote(0));
        }
    }

    private boolean answers() {
        return port.status("") != HttpPort.NOBODY;
    }

    private static ConditionFactory within(Duration timeout) {
        return await().pollInterval(POLL_INTERVAL).atMost(timeout);
    }

    private String wrote(long begin) {
        return "; it wrote:\n" + log.since(begin);
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        long begin = log.end();
        Outcome outcome;
        try {
            deployments.add(archive);
            outcome = within(configuration.deployTimeout())
                    .until(() -> outcome(archive, begin), result -> result != Outcome.PENDING);
        } catch (IOException e) {
            throw new DeploymentException(archive.getName() + " cannot be written", e);
        } catch (ConditionTimeoutException e) {
            throw new DeploymentException("The server did not deploy " + archive.getName() + wrote(begin), e);
        }
        if (outcome == Outcome.FAILED) {
            removeFailed(archive);
            throw new DeploymentException("The server could not deploy " + archive.getName() + wrote(begin));
        }
        HTTPContext context = new HTTPContext("localhost", configuration.port());
        context.add(new Servlet("default", "/" + application(archive)));
        return new ProtocolMetaData().addContext(context);
    }

    private Outcome outcome(Archive<?> archive, long begin) {
        String application = application(archive);
        if (configuration.logsDeployments()) {
            String written = log.since(begin);
            if (configuration.failed(application).matcher(written).find()) {
                return Outcome.FAILED;
            }
            return configuration.deployed(application).matcher(written).find() ? Outcome.DEPLOYED : Outcome.PENDING;
        }
        return switch (port.status(application)) {
            case HTTP_NOT_FOUND, HttpPort.NOBODY -> Outcome.PENDING;
            case HTTP_UNAVAILABLE -> Outcome.FAILED;
            default -> Outcome.DEPLOYED;
        };
    }

    /** What has become of a deployment. */
    private enum Outcome {
        PENDING,
        DEPLOYED,
        FAILED
    }

    private void removeFailed(Archive<?> archive) throws DeploymentException {
        if (!configuration.isSilentAboutFailed()) {
            undeploy(archive);
            return;
        }
        try {
            deployments.remove(archive);
        } catch (IOException e) {
            throw cannotBeDeleted(archive, e);
        }
    }

    private static DeploymentException cannotBeDeleted(Archive<?> archive, IOException cause) {
        return new DeploymentException(archive.getName() + " cannot be deleted", cause);
    }

    /** Does nothing for an archive that is not there, such as one that could not be deployed. */
    @Override
    public void undeploy(Archive<?> archive) throws DeploymentException {
        long begin = log.end();
        try {
            if (deployments.remove(archive)) {
                within(configuration.deployTimeout()).until(() -> isUndeployed(archive, begin));
            }
        } catch (IOException e) {
            throw cannotBeDeleted(archive, e);
        } catch (ConditionTimeoutException e) {
            throw new DeploymentException("The server did not undeploy " + archive.getName() + wrote(begin), e);
        }
    }

    private boolean isUndeployed(Archive<?> archive, long begin) {
        return configuration
                .undeployed(application(archive))
                .matcher(log.since(begin))
                .find();
    }

    private static String application(Archive<?> archive) {
        return archive.getName().substring(0, archive.getName().lastIndexOf('.'));
    }

    /** Not left to the deprecated default, which would pass over it in silence. */
    @Override
    @SuppressWarnings("deprecation")
    public void deploy(Descriptor descriptor) throws DeploymentException {
        throw new DeploymentException(
                "This container takes archives only, not the descriptor " + descriptor.getDescriptorName());
    }
}
