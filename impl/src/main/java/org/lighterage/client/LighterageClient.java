package org.lighterage.client;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lighterage.LighterageSession;
import org.lighterage.config.ApplicationSettings;
import org.lighterage.config.Configuration;
import org.lighterage.config.EndpointSettings;
import org.lighterage.endpoint.AnnotatedEndpoint;
import org.lighterage.endpoint.DefinitionException;
import org.lighterage.endpoint.EndpointModel;
import org.lighterage.session.ApplicationEndpoint;
import org.lighterage.session.Resources;

/**
 * A {@link WebSocketContainer} over the platform's: the sessions that it connects exchange messages of any size with
 * servers that speak Lighterage, and are ordinary ones with others (PROTOCOL.md, section 2). Works in Java SE, without
 * CDI. Safe for use by any thread; one instance serves a whole application.
 *
 * <pre>{@code
 * try (LighterageClient client = LighterageClient.builder().set("max-message-size", "1GiB").build()) {
 *     LighterageSession session = client.connectToServer(endpoint, config, URI.create("ws://localhost:8080/documents"));
 *     session.send(Path.of("report.pdf")).delivered().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Settings come from properties {@code lighterage.client.<key>}, then the builder, then {@code lighterage.<key>}.
 */
public final class LighterageClient implements WebSocketContainer, AutoCloseable {

    private static final String NAME = "client";

    private final WebSocketContainer container;
    private final Resources resources;
    private final Connector connector;

    private LighterageClient(Builder builder) {
        this.container = builder.container == null ? ContainerProvider.getWebSocketContainer() : builder.container;
        Configuration configuration = Configuration.ofJvm();
        EndpointSettings settings = EndpointSettings.read(configuration, NAME, builder.settings::get);
        ApplicationSettings shared =
                ApplicationSettings.read(configuration, Path.of(System.getProperty("java.io.tmpdir")));
        this.resources = Resources.of(null, shared);
        this.connector = new Connector(container, settings, resources, builder.required);
    }

    /** A client over the platform's container, with the configured settings. */
    public static LighterageClient create() {
        return builder().build();
    }

    /** Where what is not to be as configured is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes clients. For one thread. */
    public static final class Builder {

        private final Map<String, String> settings = new HashMap<>();
        private WebSocketContainer container;
        private boolean required;

        private Builder() {}

        /** The container that connects; by default {@link ContainerProvider#getWebSocketContainer}. */
        public Builder container(WebSocketContainer container) {
            this.container = container;
            return this;
        }

        /**
         * Gives a setting by its key in the configuration table, as {@code set("max-message-size", "1GiB")}. A key that
         * clients do not have is without effect.
         */
        public Builder set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Fails to connect where the server does not speak Lighterage, instead of falling back. */
        public Builder required() {
            required = true;
            return this;
        }

        /**
         * Makes the client.
         *
         * @throws RuntimeException naming key, value and rule, if a setting cannot be read
         */
        public LighterageClient build() {
            return new LighterageClient(this);
        }
    }

    /**
     * Connects an endpoint; its onOpen has returned when this does.
     *
     * @return the session that the endpoint sees
     * @throws DeploymentException if the server refuses the connection, or Lighterage is required and not spoken
     */
    @Override
    public LighterageSession connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        return connector.connect(new ProgrammaticEndpoint(endpoint, config), config, uri);
    }

    @Override
    public LighterageSession connectToServer(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        return connectToServer(newInstance(endpointClass), config, uri);
    }

    /** Connects an object whose class is annotated with {@link ClientEndpoint}. */
    @Override
    public LighterageSession connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException {
        ClientEndpoint annotation = endpoint.getClass().getAnnotation(ClientEndpoint.class);
        if (annotation == null) {
            throw new DeploymentException(endpoint.getClass().getName() + " has no @ClientEndpoint annotation");
        }
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(annotation.subprotocols()))
                .encoders(List.of(annotation.encoders()))
                .decoders(List.of(annotation.decoders()))
                .configurator(newInstance(annotation.configurator()))
                .build();
        ApplicationEndpoint application;
        try {
            application =
                    new AnnotatedEndpoint(EndpointModel.ofClient(endpoint.getClass()), endpoint, config, () -> {});
        } catch (DefinitionException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
        return connector.connect(application, config, uri);
    }

    @Override
    public LighterageSession connectToServer(Class<?> endpointClass, URI uri) throws DeploymentException, IOException {
        return connectToServer((Object) newInstance(endpointClass), uri);
    }

    private static <T> T newInstance(Class<T> type) throws DeploymentException {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new DeploymentException(
                    type.getName() + " cannot be made; it needs a public constructor without parameters", e);
        }
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return container.getDefaultAsyncSendTimeout();
    }

    @Override
    public void setAsyncSendTimeout(long milliseconds) {
        container.setAsyncSendTimeout(milliseconds);
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return container.getDefaultMaxSessionIdleTimeout();
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long milliseconds) {
        container.setDefaultMaxSessionIdleTimeout(milliseconds);
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return container.getDefaultMaxBinaryMessageBufferSize();
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int max) {
        container.setDefaultMaxBinaryMessageBufferSize(max);
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return container.getDefaultMaxTextMessageBufferSize();
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int max) {
        container.setDefaultMaxTextMessageBufferSize(max);
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return container.getInstalledExtensions();
    }

    /** Closes the sessions that are open with 1001, and frees threads and files. The platform's container stays. */
    @Override
    public void close() {
        connector.close();
        resources.close();
    }
}
