package org.lighterage.scenarios;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes {@link DeployedOnce} known to Arquillian. */
public final class DeployedOnceExtension implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(DeployedOnce.class);
    }
}
