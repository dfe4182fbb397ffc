package org.lighterage.server;

import jakarta.websocket.server.ServerApplicationConfig;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The application's own {@link ServerApplicationConfig}s, which decide what the container deploys. Used once. */
final class ApplicationConfigs {

    private static final Logger LOG = System.getLogger(ApplicationConfigs.class.getName());

    private final ScannedClasses scanned;

    /** Asked when the first endpoint of ours needs it: an application may do more in its configs than to choose. */
    private List<Choice> choices;

    private record Choice(Class<?> config, Set<Class<?>> endpoints) {}

    ApplicationConfigs(ScannedClasses scanned) {
        this.scanned = scanned;
    }

    boolean isEmpty() {
        return scanned.configs().isEmpty();
    }

    /**
     * Stops the deployment where a config gives the container a class that we deploy: some servers would fail
     * obscurely, and one silently drops our endpoint.
     */
    void refuseThatOneReturns(Class<?> endpoint) {
        if (choices == null) {
            choices = ask();
        }
        for (Choice choice : choices) {
            if (choice.endpoints().contains(endpoint)) {
                throw new EndpointDeploymentException(
                        305,
                        endpoint.getName() + " would be deployed twice: it has @LargeMessages, with which Lighterage"
                                + " deploys it, and " + choice.config().getName()
                                + ".getAnnotatedEndpointClasses returns it; leave it out there, or out of"
                                + " lighterage.endpoints",
                        null);
            }
        }
    }

    private List<Choice> ask() {
        List<Choice> asked = new ArrayList<>();
        for (Class<?> type : scanned.configs()) {
            try {
                ServerApplicationConfig config =
                        (ServerApplicationConfig) type.getDeclaredConstructor().newInstance();
                Set<Class<?>> chosen = config.getAnnotatedEndpointClasses(new HashSet<>(scanned.endpoints()));
                asked.add(new Choice(type, chosen == null ? Set.of() : chosen));
            } catch (ReflectiveOperationException | RuntimeException e) {
                // The container's own call meets the same, and decides what comes of it.
                LOG.log(Level.WARNING, type.getName() + " could not be asked which endpoints it deploys", e);
            }
        }
        return asked;
    }
}
