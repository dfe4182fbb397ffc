package org.lighterage.scenarios;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.container.spi.event.StopContainer;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Leaves the applications that many scenarios share where they are, until the server stops: Arquillian would deploy them for
 * each class anew, which takes servers longer than most of the tests.
 */
final class DeployedOnce {

    /** Runs where Arquillian has the deployment's context open, which it opens with a higher precedence. */
    private static final int INSIDE = -100;

    /** An application that stays, and how it is reached. */
    private record Kept(Container<?> container, Deployment deployment, ProtocolMetaData metaData) {}

    private final Map<Archive<?>, Kept> kept = new IdentityHashMap<>();

    @Inject
    @DeploymentScoped
    private InstanceProducer<ProtocolMetaData> metaData;

    @Inject
    private Event<UnDeployDeployment> undeployments;

    private boolean stopping;

    void deploy(@Observes(precedence = INSIDE) EventContext<DeployDeployment> context) {
        Archive<?> archive = archive(context.getEvent());
        Kept earlier = kept.get(archive);
        if (earlier != null) {
            context.getEvent().getDeployment().deployed();
            metaData.set(earlier.metaData());
            return;
        }
        context.proceed();
        if (ScenarioWar.isShared(archive)) {
            DeployDeployment event = context.getEvent();
            kept.put(archive, new Kept(event.getContainer(), event.getDeployment(), metaData.get()));
        }
    }

    void undeploy(@Observes(precedence = INSIDE) EventContext<UnDeployDeployment> context) {
        if (stopping || !kept.containsKey(archive(context.getEvent()))) {
            context.proceed();
        }
    }

    void stop(@Observes EventContext<StopContainer> context) {
        stopping = true;
        kept.values()
                .forEach(application ->
                        undeployments.fire(new UnDeployDeployment(application.container(), application.deployment())));
        kept.clear();
        context.proceed();
    }

    private static Archive<?> archive(DeploymentEvent event) {
        return event.getDeployment().getDescription().getArchive();
    }
}
