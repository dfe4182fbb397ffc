package org.lighterage.cdi;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Unmanaged;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;

/**
 * An instance of an endpoint class for one connection, with injection and interceptors, and what ends it.
 *
 * @param object the instance
 * @param destroy called once when the connection has ended
 */
public record EndpointInstance(Object object, Runnable destroy) {

    private static final Logger LOG = System.getLogger(EndpointInstance.class.getName());

    /**
     * Makes an instance: of the bean where the class is one, otherwise of the class with its injection points filled.
     */
    public static EndpointInstance create(BeanManager beanManager, Class<?> endpointClass) {
        Set<Bean<?>> beans = new HashSet<>(beanManager.getBeans(endpointClass, Any.Literal.INSTANCE));
        beans.removeIf(bean -> bean.getBeanClass() != endpointClass);
        return beans.isEmpty()
                ? unmanaged(beanManager, endpointClass)
                : managed(beanManager, beanManager.resolve(beans), endpointClass);
    }

    private static EndpointInstance managed(BeanManager beanManager, Bean<?> bean, Class<?> endpointClass) {
        // Of a dependent bean this destroys the instance; one of a normal scope ends with its scope.
        CreationalContext<?> context = beanManager.createCreationalContext(bean);
        return new EndpointInstance(beanManager.getReference(bean, endpointClass, context), context::release);
    }

    private static <T> EndpointInstance unmanaged(BeanManager beanManager, Class<T> endpointClass) {
        Unmanaged.UnmanagedInstance<T> instance = new Unmanaged<>(beanManager, endpointClass)
                .newInstance()
                .produce()
                .inject()
                .postConstruct();
        return new EndpointInstance(instance.get(), () -> destroy(instance));
    }

    private static void destroy(Unmanaged.UnmanagedInstance<?> instance) {
        try {
            instance.preDestroy().dispose();
        } catch (RuntimeException e) {
            // As of a bean: the session ends all the same.
            LOG.log(
                    Level.WARNING,
                    "Destroying an instance of " + instance.get().getClass().getName(),
                    e);
        }
    }
}
