package org.lighterage.server;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.ManagedThreads;
import org.lighterage.config.ApplicationSettings;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSelection;
import org.lighterage.endpoint.ApplicationObjects;
import org.lighterage.session.KeptSessions;
import org.lighterage.session.Resources;

/**
 * Deploys the endpoints of an application when it starts, those that we take over and the others, and ends what ours
 * use when it stops. A listener, since CDI is up on every server when it is called, and every server still takes
 * endpoints then.
 */
public final class EndpointDeployer implements ServletContextListener {

    private static final Logger LOG = System.getLogger(EndpointDeployer.class.getName());

    /** How long the sessions of one endpoint may take to hear that they have ended. */
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

    private final List<TakenOverEndpoint> deployed = new ArrayList<>();
    private Resources resources;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Configuration configuration = Configuration.ofServer(context::getInitParameter);
        Optional<CdiContainer> cdi = CdiContainer.find();
        DeploymentPlan plan = plan(context, cdi, EndpointSelection.read(configuration));
        if (!plan.forContainer().isEmpty()) {
            ServerContainer container = container(context);
            plan.forContainer().forEach(type -> deploy(type, () -> container.addEndpoint(type)));
        }
        if (!plan.takenOver().isEmpty()) {
            takeOver(plan.takenOver(), cdi, configuration, context);
        }
        if (!plan.leftToApplication().isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "Left as the application deploys them, since it has a ServerApplicationConfig of its own: {0}",
                    plan.leftToApplication());
        }
    }

    private static DeploymentPlan plan(
            ServletContext context, Optional<CdiContainer> cdi, EndpointSelection selection) {
        Map<Class<?>, LargeMessages> annotatedByCdi =
                cdi.map(found -> found.endpointsOf(context.getClassLoader())).orElse(Map.of());
        return DeploymentPlan.of(EndpointScanner.found(context), annotatedByCdi, selection);
    }

    private void takeOver(
            List<DeploymentPlan.TakeOver> endpoints,
            Optional<CdiContainer> cdi,
            Configuration configuration,
            ServletContext context) {
        ServerContainer container = container(context);
        ApplicationObjects objects = objects(endpoints, cdi);
        ApplicationSettings settings = settings(configuration, context);
        resources = Resources.withThreads(ManagedThreads.find(), settings);
        KeptSessions keptSessions = new KeptSessions(
                new KeptSessions.Limits(
                        settings.resumeSessions(), settings.resumeSessionsPerPrincipal(), settings.resumeMemory()),
                resources);
        for (DeploymentPlan.TakeOver found : endpoints) {
            TakenOverEndpoint endpoint = TakenOverEndpoint.of(found, configuration, resources, objects, keptSessions);
            deploy(found.type(), () -> container.addEndpoint(endpoint.config()));
            deployed.add(endpoint);
            LOG.log(
                    Level.INFO,
                    "Large messages at {0}{1}: {2}",
                    context.getContextPath(),
                    endpoint.path(),
                    found.type().getName());
        }
        deployed.forEach(TakenOverEndpoint::start);
    }

    /** CDI, which only endpoints that know nothing of us can do without. */
    private ApplicationObjects objects(List<DeploymentPlan.TakeOver> endpoints, Optional<CdiContainer> cdi) {
        if (cdi.isPresent()) {
            // On Tomcat, Weld's listener is told of the end before us, and sessions still need their beans to end.
            cdi.get().beforeEnd(this::shutDownSessions);
            return cdi.get().objects();
        }
        for (DeploymentPlan.TakeOver found : endpoints) {
            if (found.annotation() != null) {
                throw new EndpointDeploymentException(
                        301,
                        "CDI is not available in this application, and "
                                + found.type().getName()
                                + " needs it; on a servlet container add Weld or OpenWebBeans to the WAR, and a"
                                + " WEB-INF/beans.xml",
                        null);
            }
        }
        return ApplicationObjects.WITHOUT_CDI;
    }

    /** What adds one endpoint to the container. */
    @FunctionalInterface
    private interface Addition {

        void add() throws DeploymentException;
    }

    private static void deploy(Class<?> type, Addition addition) {
        try {
            addition.add();
        } catch (DeploymentException | IllegalStateException e) {
            throw new EndpointDeploymentException(
                    302,
                    type.getName() + " cannot be deployed at "
                            + type.getAnnotation(ServerEndpoint.class).value() + ": " + e.getMessage()
                            + "; where the path is taken by the application's own addEndpoint of the class, leave that"
                            + " out, since the class is deployed without it",
                    e);
        }
    }

    private static ApplicationSettings settings(Configuration configuration, ServletContext context) {
        File temporary = (File) context.getAttribute(ServletContext.TEMPDIR);
        Path directory = temporary == null ? Path.of(System.getProperty("java.io.tmpdir")) : temporary.toPath();
        return ApplicationSettings.read(configuration, directory);
    }

    private static ServerContainer container(ServletContext context) {
        Object container = context.getAttribute(ServerContainer.class.getName());
        if (container instanceof ServerContainer found) {
            return found;
        }
        throw new EndpointDeploymentException(
                303,
                "This server has no WebSocket container; enable its WebSocket support (servlet context attribute "
                        + ServerContainer.class.getName() + ")",
                null);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (resources != null) {
            shutDownSessions();
            resources.close();
        }
    }

    private void shutDownSessions() {
        deployed.forEach(endpoint -> endpoint.openSessions().shutDown(SHUTDOWN_GRACE));
    }
}
