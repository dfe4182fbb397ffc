package org.lighterage.server;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.File;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.LighterageExtension;
import org.lighterage.config.ApplicationSettings;
import org.lighterage.config.Configuration;
import org.lighterage.session.Resources;

/**
 * Deploys the endpoints that we take over when the application starts, and ends what they use when it stops. A listener,
 * since CDI is up on every server when it is called, and every server still takes endpoints then.
 */
public final class EndpointDeployer implements ServletContextListener {

    private static final Logger LOG = System.getLogger(EndpointDeployer.class.getName());
    private static final String MANAGED_EXECUTOR = "java:comp/DefaultManagedExecutorService";

    /** How long the sessions of one endpoint may take to hear that they have ended. */
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

    private final List<TakenOverEndpoint> deployed = new ArrayList<>();
    private Resources resources;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        BeanManager beanManager = beanManager();
        Map<Class<?>, LargeMessages> endpoints = endpoints(context, beanManager);
        if (endpoints.isEmpty()) {
            return;
        }
        Configuration configuration = Configuration.ofServer(context::getInitParameter);
        resources = resources(configuration, context);
        ServerContainer container = container(context);
        // On Tomcat, Weld's listener is told of the end before us, and sessions still need their beans to end.
        beanManager.getExtension(LighterageExtension.class).beforeEnd(this::shutDownSessions);
        endpoints.forEach((type, annotation) -> {
            TakenOverEndpoint endpoint = TakenOverEndpoint.of(type, annotation, configuration, resources, beanManager);
            try {
                container.addEndpoint(endpoint.config());
                deployed.add(endpoint);
            } catch (DeploymentException e) {
                throw new IllegalStateException(
                        "LIGHTERAGE-302: " + type.getName() + " cannot be deployed: " + e.getMessage(), e);
            }
            LOG.log(
                    Level.INFO,
                    "Large messages at {0}{1}: {2}",
                    context.getContextPath(),
                    endpoint.path(),
                    type.getName());
        });
    }

    private static BeanManager beanManager() {
        try {
            return CDI.current().getBeanManager();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "LIGHTERAGE-301: CDI is not available in this application; on a servlet container add Weld or"
                            + " OpenWebBeans to the WAR",
                    e);
        }
    }

    private static Map<Class<?>, LargeMessages> endpoints(ServletContext context, BeanManager beanManager) {
        Map<Class<?>, LargeMessages> endpoints = new LinkedHashMap<>();
        EndpointScanner.found(context).forEach(type -> endpoints.put(type, type.getAnnotation(LargeMessages.class)));
        // What another extension changed about the annotation wins over what the class says.
        endpoints.putAll(beanManager.getExtension(LighterageExtension.class).endpoints());
        return endpoints;
    }

    private static Resources resources(Configuration configuration, ServletContext context) {
        File temporary = (File) context.getAttribute(ServletContext.TEMPDIR);
        Path directory = temporary == null ? Path.of(System.getProperty("java.io.tmpdir")) : temporary.toPath();
        return Resources.of(managedExecutor(), ApplicationSettings.read(configuration, directory));
    }

    /** The server's executor, whose threads have the application's contexts; null where the server has none. */
    private static Executor managedExecutor() {
        try {
            return InitialContext.doLookup(MANAGED_EXECUTOR);
        } catch (NamingException e) {
            return null;
        }
    }

    private static ServerContainer container(ServletContext context) {
        Object container = context.getAttribute(ServerContainer.class.getName());
        if (container instanceof ServerContainer found) {
            return found;
        }
        throw new IllegalStateException("LIGHTERAGE-303: this server has no WebSocket container; enable its WebSocket"
                + " support (servlet context attribute " + ServerContainer.class.getName() + ")");
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
