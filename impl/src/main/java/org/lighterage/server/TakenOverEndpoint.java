package org.lighterage.server;

import jakarta.websocket.server.ServerEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSettings;
import org.lighterage.endpoint.ApplicationObjects;
import org.lighterage.endpoint.EndpointModel;
import org.lighterage.session.Keepalive;
import org.lighterage.session.KeptSessions;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.wire.Subprotocols;

/** An endpoint class that we deploy: everything that its connections share. Immutable but for its open sessions. */
final class TakenOverEndpoint {

    private final EndpointModel model;
    private final EndpointSettings settings;
    private final Resources resources;
    private final ApplicationObjects objects;
    private final KeptSessions keptSessions;
    private final OpenSessions openSessions = new OpenSessions();
    private final ServerEndpointConfig userConfig;
    private final ServerEndpointConfig.Configurator userConfigurator;
    private final boolean configuratorMakesInstances;

    private TakenOverEndpoint(
            EndpointModel model,
            EndpointSettings settings,
            Resources resources,
            ApplicationObjects objects,
            KeptSessions keptSessions,
            ServerEndpointConfig userConfig) {
        this.model = model;
        this.settings = settings;
        this.resources = resources;
        this.objects = objects;
        this.keptSessions = keptSessions;
        this.userConfig = userConfig;
        this.userConfigurator = userConfig.getConfigurator();
        this.configuratorMakesInstances = makesInstances(userConfigurator.getClass());
    }

    static TakenOverEndpoint of(
            DeploymentPlan.TakeOver found,
            Configuration configuration,
            Resources resources,
            ApplicationObjects objects,
            KeptSessions keptSessions) {
        return new TakenOverEndpoint(
                EndpointModel.ofServer(found.type()),
                EndpointSettings.read(configuration, found.type(), found.annotation()),
                resources,
                objects,
                keptSessions,
                userConfig(found.type()));
    }

    private static ServerEndpointConfig userConfig(Class<?> type) {
        ServerEndpoint annotation = type.getAnnotation(ServerEndpoint.class);
        EndpointPath.check(type, annotation.value());
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
            throw new EndpointDeploymentException(
                    304,
                    type.getName() + " cannot be made; a configurator has a public constructor without parameters",
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

    /** All endpoints are deployed: a deployment that fails leaves no thread behind, as this begins one. */
    void start() {
        Keepalive.start(openSessions, resources, settings.keepalive());
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

    /** Whether sessions with Lighterage peers outlive their connections. */
    boolean keepsSessions() {
        return !settings.resume().isZero();
    }

    /** What the connections of one remote address have in common: the path to it. Null where it is not known. */
    String route(String remoteAddress) {
        // Interned, since behind a proxy thousands of sessions have the same.
        return remoteAddress == null ? null : (remoteAddress + " to " + path()).intern();
    }

    KeptSessions keptSessions() {
        return keptSessions;
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

    ApplicationObjects objects() {
        return objects;
    }

    /** An instance of the user's class, from the user's configurator where that makes them. */
    InstanceFactory.Instance newInstance() throws ReflectiveOperationException {
        return configuratorMakesInstances
                ? new InstanceFactory.Instance(userConfigurator.getEndpointInstance(model.endpointClass()))
                : objects.endpoints().create(model.endpointClass());
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
