package org.lighterage.server;

import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What the servlet container found in an application, also in archives that CDI does not look into.
 *
 * @param endpoints classes annotated with {@code @ServerEndpoint}
 * @param configs the application's own {@link ServerApplicationConfig}s
 */
record ScannedClasses(Set<Class<?>> endpoints, Set<Class<?>> configs) {

    static final ScannedClasses NONE = new ScannedClasses(Set.of(), Set.of());

    /** Sorts what an initializer is given. */
    static ScannedClasses of(Set<Class<?>> classes) {
        Set<Class<?>> endpoints = new LinkedHashSet<>();
        Set<Class<?>> configs = new LinkedHashSet<>();
        for (Class<?> type : classes) {
            if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
                continue;
            }
            if (type.isAnnotationPresent(ServerEndpoint.class)) {
                endpoints.add(type);
            }
            if (ServerApplicationConfig.class.isAssignableFrom(type) && type != EndpointFilter.class) {
                configs.add(type);
            }
        }
        return new ScannedClasses(endpoints, configs);
    }
}
