package org.lighterage.server;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.CallbackScopes;
import org.lighterage.cdi.EndpointInstance;
import org.lighterage.coder.CoderFactory;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSettings;
import org.lighterage.endpoint.EndpointModel;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.wire.Subprotocols;

/** An endpoint class that we deploy: everything that its connections share. Immutable but for its open sessions. */
final class TakenOverEndpoint {

    private final EndpointModel model;
    private final EndpointSettings settings;
    private final Resources resources;
    private final BeanManager beanManager;
    private final CallbackScopes scopes;
    private final OpenSessions openSessions = new OpenSessions();
    private final ServerEndpointConfig userConfig;
    private final ServerEndpointConfig.Configurator userConfigurator;
    private final boolean configuratorMakesInstances;

    private TakenOverEndpoint(
            EndpointModel model,
            EndpointSettings settings,
            Resources resources,
            BeanManager beanManager,
            ServerEndpointConfig userConfig) {
        this.model = model;
        this.settings = settings;
        this.resources = resources;
        this.beanManager = beanManager;
        this.scopes = new CallbackScopes(beanManager);
        this.userConfig = userConfig;
        this.userConfigurator = userConfig.getConfigurator();
        this.configuratorMakesInstances = makesInstances(userConfigurator.getClass());
    }

    static TakenOverEndpoint of(
            Class<?> type,
            LargeMessages annotation,
            Configuration configuration,
            Resources resources,
            BeanManager beanManager) {
        String name = annotation.name().isEmpty() ? type.getSimpleName() : annotation.name();
        return new TakenOverEndpoint(
                EndpointModel.ofServer(type),
                EndpointSettings.read(configuration, name, attributes(annotation)),
                resources,
                beanManager,
                userConfig(type));
    }

    /** The annotation's attributes by the names that they have as properties. */
    private static UnaryOperator<String> attributes(LargeMessages annotation) {
        return key -> switch (key) {
            case "max-message-size" -> annotation.maxMessageSize();
            case "chunk-size" -> annotation.chunkSize();
            case "memory-threshold" -> annotation.memoryThreshold();
            case "window" -> annotation.window();
            case "send-queue" -> annotation.sendQueue();
            case "max-concurrent" -> annotation.maxConcurrent();
            case "ordering" -> annotation.ordering();
            case "streaming" -> annotation.streaming() ? "true" : "";
            case "receive-timeout" -> annotation.receiveTimeout();
            case "send-timeout" -> annotation.sendTimeout();
            default -> null;
        };
    }

    private static ServerEndpointConfig userConfig(Class<?> type) {
        ServerEndpoint annotation = type.getAnnotation(ServerEndpoint.class);
        return ServerEndpointConfig.Builder.create(type, annotation.value())
                .subprotocols(List.of(annotation.subprotocols()))
                .encoders(List.of(annotation.encoders()))
                .decoders(List.of(annotation.decoders()))
                .configurator(configurator(annotation.configurator()))
                .build();
    }

    private static ServerEndpointConfig.Configurator configurator(
            Class<? extends ServerEndpointConfig.Configurator> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "LIGHTERAGE-304: " + type.getName() + " cannot be made; a configurator has a public constructor"
                            + " without parameters",
                    e);
        }
    }

    /** What the container is given: the user's path, with our subprotocols and our endpoint. */
    ServerEndpointConfig config() {
        List<String> subprotocols = new ArrayList<>(Subprotocols.offer(userConfig.getSubprotocols()));
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(ConnectionEndpoint.class, path())
                .subprotocols(subprotocols)
                .extensions(userConfig.getExtensions())
                .configurator(new TakeoverConfigurator(this))
                .build();
        config.getUserProperties().putAll(userConfig.getUserProperties());
        return config;
    }

    String path() {
        return userConfig.getPath();
    }

    EndpointModel model() {
        return model;
    }

    EndpointSettings settings() {
        return settings;
    }

    Resources resources() {
        return resources;
    }

    OpenSessions openSessions() {
        return openSessions;
    }

    ServerEndpointConfig userConfig() {
        return userConfig;
    }

    ServerEndpointConfig.Configurator userConfigurator() {
        return userConfigurator;
    }

    /** What surrounds the callbacks of a session that begins. */
    CallbackScope newScope() {
        return scopes.newScope();
    }

    /** An instance of the user's class: from the user's configurator where that makes them, otherwise from CDI. */
    EndpointInstance newInstance() throws InstantiationException {
        return configuratorMakesInstances
                ? new EndpointInstance(userConfigurator.getEndpointInstance(model.endpointClass()), () -> {})
                : EndpointInstance.create(beanManager, model.endpointClass());
    }

    /** Makes encoders and decoders with injection, and where CDI cannot, with their constructor. */
    CoderFactory coderFactory() {
        return type -> {
            try {
                EndpointInstance instance = EndpointInstance.create(beanManager, type);
                return new CoderFactory.Made(instance.object(), instance.destroy());
            } catch (DefinitionException | IllegalArgumentException e) {
                return CoderFactory.byConstructor().create(type);
            }
        };
    }

    private static boolean makesInstances(Class<?> configurator) {
        try {
            return configurator.getMethod("getEndpointInstance", Class.class).getDeclaringClass()
                    != ServerEndpointConfig.Configurator.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
