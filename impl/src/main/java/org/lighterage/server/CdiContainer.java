package org.lighterage.server;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lighterage.LargeMessages;
import org.lighterage.cdi.CallbackScopes;
import org.lighterage.cdi.EndpointInstance;
import org.lighterage.cdi.EventObservers;
import org.lighterage.cdi.LighterageExtension;
import org.lighterage.coder.CoderFactory;
import org.lighterage.session.CallbackScope;
import org.lighterage.session.TransferObservers;

/**
 * CDI in the application that starts. Apart from the listener, which servlet containers inspect: where CDI's classes are
 * missing, it still is to be loaded, and to say so.
 */
final class CdiContainer implements ApplicationObjects {

    private final BeanManager beanManager;
    private final CallbackScopes scopes;
    private final CoderFactory coders;
    private final TransferObservers transferObservers;

    private CdiContainer(BeanManager beanManager) {
        this.beanManager = beanManager;
        this.scopes = new CallbackScopes(beanManager);
        this.coders = this::newCoder;
        this.transferObservers = new EventObservers(beanManager);
    }

    /** Whether there is CDI in this application. */
    static boolean isPresent() {
        try {
            CDI.current();
            return true;
        } catch (NoClassDefFoundError | IllegalStateException e) {
            return false;
        }
    }

    static CdiContainer current() {
        return new CdiContainer(CDI.current().getBeanManager());
    }

    /** The annotated endpoint classes of a web application; an EAR's others share the extension with it. */
    Map<Class<?>, LargeMessages> endpointsOf(ClassLoader application) {
        Map<Class<?>, LargeMessages> endpoints = new LinkedHashMap<>(extension().endpoints());
        endpoints.keySet().removeIf(type -> type.getClassLoader() != application);
        return endpoints;
    }

    /** Has something done when the application ends, while its beans can still be called. */
    void beforeEnd(Runnable task) {
        extension().beforeEnd(task);
    }

    private LighterageExtension extension() {
        return beanManager.getExtension(LighterageExtension.class);
    }

    @Override
    public EndpointInstance newEndpoint(Class<?> type, ServerEndpointConfig.Configurator configurator) {
        return EndpointInstance.create(beanManager, type);
    }

    @Override
    public CoderFactory coders() {
        return coders;
    }

    /** With injection, and where CDI cannot, with its constructor. */
    private CoderFactory.Made newCoder(Class<?> type) throws ReflectiveOperationException {
        try {
            EndpointInstance instance = EndpointInstance.create(beanManager, type);
            return new CoderFactory.Made(instance.object(), instance.destroy());
        } catch (DefinitionException | IllegalArgumentException e) {
            return CoderFactory.byConstructor().create(type);
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
