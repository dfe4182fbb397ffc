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
import org.lighterage.coder.InstanceFactory;

/**
 * Makes instances with injection and interceptors: of the bean where the class is one, otherwise of the class with its
 * injection points filled. Safe for use by any thread.
 */
final class CdiInstances implements InstanceFactory {

    private static final Logger LOG = System.getLogger(CdiInstances.class.getName());

    private final BeanManager beanManager;

    CdiInstances(BeanManager beanManager) {
        this.beanManager = beanManager;
    }

    @Override
    public Instance create(Class<?> type) {
        Set<Bean<?>> beans = new HashSet<>(beanManager.getBeans(type, Any.Literal.INSTANCE));
        beans.removeIf(bean -> bean.getBeanClass() != type);
        return beans.isEmpty() ? unmanaged(type) : managed(beanManager.resolve(beans), type);
    }

    private Instance managed(Bean<?> bean, Class<?> type) {
        // Of a dependent bean this destroys the instance; one of a normal scope ends with its scope.
        CreationalContext<?> context = beanManager.createCreationalContext(bean);
        return new Instance(beanManager.getReference(bean, type, context), context::release);
    }

    private <T> Instance unmanaged(Class<T> type) {
        Unmanaged.UnmanagedInstance<T> instance = new Unmanaged<>(beanManager, type)
                .newInstance()
                .produce()
                .inject()
                .postConstruct();
        return new Instance(instance.get(), () -> destroy(instance));
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
