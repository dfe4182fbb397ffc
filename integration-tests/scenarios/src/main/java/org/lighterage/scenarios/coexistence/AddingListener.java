package org.lighterage.scenarios.coexistence;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Adds a programmatic endpoint, and the annotated one that a context parameter names. */
@WebListener
public class AddingListener implements ServletContextListener {

    /** The context parameter with the name of the class to add. */
    public static final String ADDED = "added";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServerContainer container =
                (ServerContainer) event.getServletContext().getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(ServerEndpointConfig.Builder.create(ProgrammaticEndpoint.class, "/programmatic")
                    .build());
            String added = event.getServletContext().getInitParameter(ADDED);
            if (added != null) {
                container.addEndpoint(Class.forName(added));
            }
        } catch (DeploymentException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
