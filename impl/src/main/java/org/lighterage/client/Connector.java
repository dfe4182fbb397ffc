package org.lighterage.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lighterage.LighterageSession;
import org.lighterage.coder.CoderModels;
import org.lighterage.coder.SessionCoders;
import org.lighterage.endpoint.ApplicationObjects;
import org.lighterage.endpoint.DefinitionException;
import org.lighterage.endpoint.EndpointModel;
import org.lighterage.session.Keepalive;
import org.lighterage.session.OpenSessions;
import org.lighterage.session.Resources;
import org.lighterage.session.SessionDriver;
import org.lighterage.transfer.Role;
import org.lighterage.wire.Subprotocols;

/** Connects: first offering Lighterage, then, where the server does not speak it, without (PROTOCOL.md, section 2). */
final class Connector {

    private static final Logger LOG = System.getLogger(Connector.class.getName());

    /** The engine bounds the wait for HELLO itself; this only guards against a container that never says it closed. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final WebSocketContainer container;
    private final Resources resources;
    private final ApplicationObjects objects;
    private final boolean required;
    private final PlainRoutes plainRoutes = new PlainRoutes(System::nanoTime);
    private final OpenSessions openSessions = new OpenSessions();

    /** @param keepalive how long connections may be idle; zero for ever */
    Connector(
            WebSocketContainer container,
            Resources resources,
            ApplicationObjects objects,
            boolean required,
            Duration keepalive) {
        this.container = container;
        this.resources = resources;
        this.objects = objects;
        this.required = required;
        Keepalive.start(openSessions, resources, keepalive);
    }

    LighterageSession connect(Target target) throws DeploymentException, IOException {
        SessionDriver driver;
        try {
            driver = reach(target);
        } catch (DeploymentException | IOException | RuntimeException e) {
            target.destroy().run();
            throw e;
        }
        return open(driver);
    }

    private SessionDriver reach(Target target) throws DeploymentException, IOException {
        List<String> own = target.config().getPreferredSubprotocols();
        if (!required && plainRoutes.contains(target.uri())) {
            return connect(target, own);
        }
        try {
            return negotiate(target, Subprotocols.offer(own));
        } catch (DeploymentException | IOException e) {
            // Who is interrupted gives up, and has learnt nothing of the server.
            if (required || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            LOG.log(Level.DEBUG, "Trying " + target.uri() + " again without Lighterage", e);
            return fallBack(target, own, e);
        }
    }

    private SessionDriver negotiate(Target target, List<String> offer) throws DeploymentException, IOException {
        SessionDriver driver = connect(target, offer);
        if (required && !driver.session().isNegotiated()) {
            driver.session().close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
            throw new DeploymentException(target.uri() + " does not speak Lighterage, which is required here");
        }
        try {
            await(driver.opened(), target.settings().handshakeTimeout().plus(GRACE));
            return driver;
        } catch (IOException e) {
            driver.abandon();
            throw e;
        }
    }

    private SessionDriver fallBack(Target target, List<String> own, Exception first)
            throws DeploymentException, IOException {
        try {
            SessionDriver driver = connect(target, own);
            plainRoutes.remember(target.uri());
            return driver;
        } catch (DeploymentException | IOException e) {
            e.addSuppressed(first);
            throw e;
        }
    }

    private SessionDriver connect(Target target, List<String> offer) throws DeploymentException, IOException {
        ClientEndpointConfig config = target.config();
        CoderModels models;
        try {
            models = EndpointModel.codersOf(config.getEncoders(), config.getDecoders());
        } catch (DefinitionException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
        ConnectingEndpoint connecting = new ConnectingEndpoint(session -> new SessionDriver(
                session,
                Role.CLIENT,
                target.settings(),
                resources,
                openSessions.ofEndpoint(),
                target.application(),
                new SessionCoders(models, objects.coders(), config),
                objects.newScope(),
                objects.transferObservers(),
                null,
                target.uri().getScheme() + "://" + target.uri().getRawAuthority()));
        container.connectToServer(connecting, offering(config, offer), target.uri());
        SessionDriver driver = connecting.driver();
        if (driver.isResumable()) {
            Reconnector reconnector = new Reconnector(
                    driver,
                    resources,
                    target.settings().handshakeTimeout(),
                    next -> container.connectToServer(next, offering(config, offer), target.uri()));
            driver.onLoss(reconnector::lost);
        }
        return driver;
    }

    private static LighterageSession open(SessionDriver driver) throws IOException {
        // As long as the application likes: containers, too, return only when onOpen has.
        try {
            await(driver.openApplication(), Duration.ofDays(1));
        } catch (IOException e) {
            // Nobody will have the session; it ends as any other.
            driver.session().close(new CloseReason(CloseCodes.GOING_AWAY, "The connection was given up"));
            throw e;
        }
        return driver.session();
    }

    private static void await(CompletionStage<Void> stage, Duration timeout) throws IOException {
        try {
            stage.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("No answer to HELLO within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while connecting");
        }
    }

    private static ClientEndpointConfig offering(ClientEndpointConfig config, List<String> subprotocols) {
        ClientEndpointConfig offering = ClientEndpointConfig.Builder.create()
                .preferredSubprotocols(subprotocols)
                .extensions(config.getExtensions())
                .sslContext(config.getSSLContext())
                .configurator(delegating(config.getConfigurator()))
                .build();
        offering.getUserProperties().putAll(config.getUserProperties());
        return offering;
    }

    private static ClientEndpointConfig.Configurator delegating(ClientEndpointConfig.Configurator user) {
        return new ClientEndpointConfig.Configurator() {
            @Override
            public void beforeRequest(Map<String, List<String>> headers) {
                user.beforeRequest(headers);
            }

            @Override
            public void afterResponse(HandshakeResponse response) {
                user.afterResponse(new PlainHandshakeResponse(response));
            }
        };
    }

    void close() {
        openSessions.shutDown(GRACE);
    }
}
