package org.lighterage.cdi;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import org.lighterage.coder.InstanceFactory;
import org.lighterage.endpoint.ApplicationObjects;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.TransferObservers;

/** What the endpoints of an application with CDI consist of. Safe for use by any thread. */
public final class CdiObjects implements ApplicationObjects {

    private final CdiInstances instances;
    private final InstanceFactory coders;
    private final CallbackScopes scopes;
    private final TransferObservers transferObservers;

    public CdiObjects(BeanManager beanManager) {
        instances = new CdiInstances(beanManager);
        coders = this::newCoder;
        scopes = new CallbackScopes(beanManager);
        transferObservers = new EventObservers(beanManager);
    }

    @Override
    public InstanceFactory endpoints() {
        return instances;
    }

    /** With injection, and where CDI cannot, with their constructor. */
    @Override
    public InstanceFactory coders() {
        return coders;
    }

    private InstanceFactory.Instance newCoder(Class<?> type) throws ReflectiveOperationException {
        try {
            return instances.create(type);
        } catch (DefinitionException | IllegalArgumentException e) {
            return InstanceFactory.byConstructor().create(type);
        }
    }

    @Override
    public CallbackScope newScope() {
        return scopes.newScope();
    }

    @Override
    public TransferObservers transferObservers() {
        return transferObservers;
    }
}
