package org.lighterage.server;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps the endpoint classes that we deploy from the container. It has no state and asks nothing of CDI: Open Liberty makes
 * an instance for each method, and on most servers CDI is not up yet.
 */
public final class EndpointFilter implements ServerApplicationConfig {

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> endpointClasses) {
        return Set.of();
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        Set<Class<?>> left = new HashSet<>(scanned);
        left.removeIf(EndpointScanner::isTakenOver);
        return left;
    }
}
