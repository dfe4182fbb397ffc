package org.lighterage.server;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;

/**
 * Keeps the endpoint classes that were found from the container, which deploys what the configs of an application
 * return, and all that were found only where there is none. Which of them we take over is known later, once CDI is up
 * and the servlet context can be asked: {@link EndpointDeployer} then gives the container those that we do not. Where
 * the application has configs of its own, they decide as ever, since nothing is added to their choice.
 */
public final class EndpointFilter implements ServerApplicationConfig {

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpointClasses) {
        return Set.of();
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        return Set.of();
    }
}
