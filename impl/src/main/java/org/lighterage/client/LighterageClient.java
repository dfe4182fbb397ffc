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
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.lighterage.LargeMessages;
import org.lighterage.LighterageSession;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.config.ApplicationSettings;
import org.lighterage.config.Configuration;
import org.lighterage.config.ConfigurationException;
import org.lighterage.config.EndpointSettings;
import org.lighterage.endpoint.AnnotatedEndpoint;
import org.lighterage.endpoint.ApplicationObjects;
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
 *     URI uri = URI.create("ws://localhost:8080/documents");
 *     LighterageSession session = client.connectToServer(endpoint, config, uri);
 *     session.send(Path.of("report.pdf")).delivered().toCompletableFuture().join();
 * }
 * }</pre>
 *
 * <p>Settings come from properties {@code lighterage.client.<key>}, then the builder, then {@code lighterage.<key>}.
 */
public final class LighterageClient implements WebSocketContainer, AutoCloseable {

    private static final String NAME = "client";

    /** Bytes that Tomcat's client reads from its socket at once, and gives at once; with its 8 KiB long messages take twice as long. */
    private static final int TOMCAT_BUFFER = 64 << 10;

    private final WebSocketContainer container;
    private final Resources resources;
    private final Configuration configuration;
    private final EndpointSettings settings;
    private final ApplicationObjects objects;
    private final Connector connector;

    private LighterageClient(Builder builder) {
        this.configuration = Configuration.ofJvm();
        this.objects = builder.objects;
        this.settings = EndpointSettings.readOfClient(configuration, NAME, builder.settings::get);
        ApplicationSettings shared =
                ApplicationSettings.read(configuration, Path.of(System.getProperty("java.io.tmpdir")));
        this.resources = builder.executor == null
                ? Resources.withThreads(builder.threadFactory, shared)
                : Resources.of(builder.executor, shared);
        this.container = builder.httpClient == null
                ? containerOf(builder)
                : new HttpClientContainer(builder.httpClient, resources);
        this.connector = new Connector(container, resources, objects, builder.required, settings.keepalive());
    }

    private static WebSocketContainer containerOf(Builder builder) {
        return builder.container == null ? prepared(ContainerProvider.getWebSocketContainer()) : builder.container;
    }

    /** Tomcat makes another for whoever asks, so that this is no matter of the application's own connections. */
    private static WebSocketContainer prepared(WebSocketContainer container) {
        if (container.getClass().getName().startsWith("org.apache.tomcat.")) {
            container.setDefaultMaxBinaryMessageBufferSize(TOMCAT_BUFFER);
        }
        return container;
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
        private HttpClient httpClient;
        private Executor executor;
        private ThreadFactory threadFactory;
        private ApplicationObjects objects = ApplicationObjects.WITHOUT_CDI;
        private boolean required;

        private Builder() {}

        /**
         * The container that connects; by default {@link ContainerProvider#getWebSocketContainer}. One that is given is used
         * as it is; Tomcat's receives long messages twice as fast where its
         * {@link WebSocketContainer#setDefaultMaxBinaryMessageBufferSize binary buffers} have 64 KiB, which they get by default.
         * Its connections send short frames at once, in either case.
         */
        public Builder container(WebSocketContainer container) {
            this.container = container;
            this.httpClient = null;
            return this;
        }

        /**
         * Connects with the JDK's own WebSockets instead of a container's: no implementation of the WebSocket API is needed
         * beside them, and long messages are sent faster than by most. TLS (unless an endpoint has a context of its own),
         * proxy and authentication are the HTTP client's. Extensions are not negotiated, of the handshake's response only
         * the subprotocol is known, and the close codes that clients of the JDK do not send go out 3000 higher, such as
         * 4002 for 1002.
         */
        public Builder httpClient(HttpClient httpClient) {
            this.httpClient = Objects.requireNonNull(httpClient);
            this.container = null;
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

        /**
         * What runs callbacks and long sends, and must not make one wait for the end of another; by default threads of
         * the client's own. It is not shut down with the client.
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * What makes the client's own threads, as a server's {@code ManagedThreadFactory}, up to {@code max-threads}; by
         * default they are daemons that see the classes of whoever builds the client.
         */
        public Builder threadFactory(ThreadFactory threadFactory) {
            this.threadFactory = threadFactory;
            return this;
        }

        /**
         * Where endpoints, encoders and decoders come from that are given as classes, and what surrounds the callbacks;
         * by default constructors, and nothing. An injected client has CDI's.
         */
        public Builder objects(ApplicationObjects objects) {
            this.objects = objects;
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
        Runnable destroy = () -> {};
        return connect(new ProgrammaticEndpoint(endpoint, config, destroy), destroy, config, settings, uri);
    }

    /** Connects an instance of an endpoint class, which is made for the connection. */
    @Override
    public LighterageSession connectToServer(
            Class<? extends Endpoint> endpointClass, ClientEndpointConfig config, URI uri)
            throws DeploymentException, IOException {
        InstanceFactory.Instance made = make(endpointClass, objects.endpoints());
        return connect(
                new ProgrammaticEndpoint((Endpoint) made.object(), config, made.destroy()),
                made.destroy(),
                config,
                settings,
                uri);
    }

    /**
     * Connects an object whose class is annotated with {@link ClientEndpoint}. Where it is annotated with {@link
     * LargeMessages}, too, what that and the properties {@code lighterage.<name>.<key>} say wins over the client's
     * settings.
     */
    @Override
    public LighterageSession connectToServer(Object endpoint, URI uri) throws DeploymentException, IOException {
        return connectAnnotated(endpoint.getClass(), type -> new InstanceFactory.Instance(endpoint), uri);
    }

    /**
     * Connects an instance of an annotated class, which is made for the connection; as
     * {@link #connectToServer(Object, URI)}.
     */
    @Override
    public LighterageSession connectToServer(Class<?> endpointClass, URI uri) throws DeploymentException, IOException {
        return connectAnnotated(endpointClass, objects.endpoints(), uri);
    }

    private LighterageSession connectAnnotated(Class<?> type, InstanceFactory instances, URI uri)
            throws DeploymentException, IOException {
        ClientEndpoint annotation = type.getAnnotation(ClientEndpoint.class);
        if (annotation == null) {
            throw new DeploymentException(type.getName() + " has no @ClientEndpoint annotation");
        }
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(List.of(annotation.subprotocols()))
                .encoders(List.of(annotation.encoders()))
                .decoders(List.of(annotation.decoders()))
                .configurator(newConfigurator(annotation.configurator()))
                .build();
        EndpointModel model;
        EndpointSettings own;
        try {
            model = EndpointModel.ofClient(type);
            own = settings.with(configuration, type, type.getAnnotation(LargeMessages.class));
        } catch (DefinitionException | ConfigurationException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
        InstanceFactory.Instance made = make(type, instances);
        return connect(
                new AnnotatedEndpoint(model, made.object(), config, made.destroy()), made.destroy(), config, own, uri);
    }

    private LighterageSession connect(
            ApplicationEndpoint application,
            Runnable destroy,
            ClientEndpointConfig config,
            EndpointSettings own,
            URI uri)
            throws DeploymentException, IOException {
        return connector.connect(new Target(application, destroy, config, own, uri));
    }

    private static InstanceFactory.Instance make(Class<?> type, InstanceFactory instances) throws DeploymentException {
        try {
            return instances.create(type);
        } catch (ReflectiveOperationException e) {
            throw new DeploymentException(
                    type.getName() + " cannot be made; it needs a public constructor without parameters", e);
        }
    }

    private static ClientEndpointConfig.Configurator newConfigurator(
            Class<? extends ClientEndpointConfig.Configurator> type) throws DeploymentException {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new DeploymentException(
                    type.getName() + " cannot be made; a configurator has a public constructor without parameters", e);
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
