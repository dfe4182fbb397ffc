package org.lighterage.server;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A web application as the parts that deploy endpoints see it: a servlet context and a WebSocket container in it. */
final class FakeApplication {

    /** Classes that were given to the container, and of ours their paths. */
    final List<Class<?>> ordinary = new ArrayList<>();

    final List<String> takenOver = new ArrayList<>();

    /** Listeners that the library's initializer added. */
    final List<Class<?>> listeners = new ArrayList<>();

    private ClassLoader classLoader = FakeApplication.class.getClassLoader();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> parameters = new HashMap<>();
    private final Set<String> paths = new HashSet<>();
    private final ServletContext context =
            proxy(ServletContext.class, (proxy, method, args) -> switch (method.getName()) {
                case "getAttribute" -> attributes.get((String) args[0]);
                case "setAttribute" -> attributes.put((String) args[0], args[1]);
                case "getInitParameter" -> parameters.get((String) args[0]);
                case "getClassLoader" -> classLoader;
                case "addListener" -> {
                    listeners.add((Class<?>) args[0]);
                    yield null;
                }
                case "getContextPath" -> "/fake";
                default -> throw new UnsupportedOperationException(method.toString());
            });

    private final EndpointDeployer deployer = new EndpointDeployer();

    FakeApplication() {
        attributes.put(ServerContainer.class.getName(), proxy(ServerContainer.class, (proxy, method, args) -> {
            if (args[0] instanceof ServerEndpointConfig config) {
                claim(config.getPath());
                takenOver.add(config.getPath());
            } else {
                Class<?> type = (Class<?>) args[0];
                claim(type.getAnnotation(ServerEndpoint.class).value());
                ordinary.add(type);
            }
            return null;
        }));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private void claim(String path) throws DeploymentException {
        if (!paths.add(path)) {
            throw new DeploymentException(path + " is taken");
        }
    }

    FakeApplication withParameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** The application shares the library with others, as in an EAR, and its own classes are elsewhere. */
    FakeApplication sharingTheLibrary() {
        classLoader = new ClassLoader(classLoader) {};
        return this;
    }

    FakeApplication withoutWebSocketContainer() {
        attributes.remove(ServerContainer.class.getName());
        return this;
    }

    /** The application's own listener adds an endpoint. */
    FakeApplication adding(Class<?> type) throws DeploymentException {
        ((ServerContainer) attributes.get(ServerContainer.class.getName())).addEndpoint(type);
        return this;
    }

    /** Starts with the classes that the servlet container found. */
    FakeApplication start(Class<?>... found) {
        new EndpointScanner().onStartup(Set.of(found), context);
        deployer.contextInitialized(new ServletContextEvent(context));
        return this;
    }

    void stop() {
        deployer.contextDestroyed(new ServletContextEvent(context));
    }
}
